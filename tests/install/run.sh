#!/bin/sh
# run.sh BUILD_DIR SOURCE_DIR CC — install into an empty prefix, then build examples/names.c against
# what is there: with pkg-config (shared and static) and with find_package.
set -eu
build=$1
source=$2
cc=$3
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cmake --install "$build" --prefix "$tmp/usr" >/dev/null

"$tmp/usr/bin/tagger" --version
for f in include/tagger.h share/man/man1/tagger.1 share/man/man3/tagger.3 share/man/man5/gazetteers.5; do
    [ -f "$tmp/usr/$f" ] || { echo "not installed: $f"; exit 1; }
done

pc=$(find "$tmp/usr" -name tagger.pc)
lib=$(dirname "$(dirname "$pc")")
export PKG_CONFIG_PATH="$lib/pkgconfig" LD_LIBRARY_PATH="$lib"
flags=$(pkg-config --cflags --libs tagger)
# shellcheck disable=SC2086 # flags are words
"$cc" -std=c17 "$source/examples/names.c" $flags -o "$tmp/shared"
"$tmp/shared" >"$tmp/shared.out"

parts=$(pkg-config --static --libs libpcre2-8 libutf8proc)
# shellcheck disable=SC2086
"$cc" -std=c17 -I"$tmp/usr/include" "$source/examples/names.c" "$lib/libtagger.a" $parts -lm -o "$tmp/static"
"$tmp/static" >"$tmp/static.out"

mkdir "$tmp/consumer"
cat >"$tmp/consumer/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.20)
project(consumer C)
find_package(tagger $(pkg-config --modversion tagger) REQUIRED)
foreach(kind IN ITEMS tagger static)
    add_executable(with_\${kind} "$source/examples/names.c")
    target_link_libraries(with_\${kind} PRIVATE tagger::\${kind})
endforeach()
END
cmake -G Ninja -S "$tmp/consumer" -B "$tmp/consumer/build" -DCMAKE_C_COMPILER="$cc" \
    -DCMAKE_PREFIX_PATH="$tmp/usr" >/dev/null
cmake --build "$tmp/consumer/build" >/dev/null
for kind in tagger static; do
    "$tmp/consumer/build/with_$kind" >"$tmp/$kind.cmake.out"
    cmp "$tmp/shared.out" "$tmp/$kind.cmake.out"
done
cmp "$tmp/shared.out" "$tmp/static.out"
[ -s "$tmp/shared.out" ] || { echo "the consumer printed nothing"; exit 1; }

# Where libraries lie deeper, what pkg-config says is relative to its file all the same.
deep="$tmp/usr/lib/some-machine/pkgconfig"
cmake -S "$source" -B "$tmp/deep" -DCMAKE_C_COMPILER="$cc" -DCMAKE_INSTALL_PREFIX=/usr \
    -DCMAKE_INSTALL_LIBDIR=lib/some-machine -DTAGGER_TESTS=OFF >/dev/null
mkdir -p "$deep"
cp "$tmp/deep/tagger.pc" "$deep"
header=$(PKG_CONFIG_PATH="$deep" pkg-config --variable=includedir tagger)/tagger.h
[ -f "$header" ] || { echo "pkg-config looks for $header"; exit 1; }
