// site.js: the search box and the moving picture. Everything else works without.
"use strict";

// Search: every word typed must stand in the name or another name; names that begin so first.
(function () {
    const form = document.getElementById("search");
    if (!form || typeof taggerIndex === "undefined") return;
    const words = document.getElementById("words");
    const found = document.getElementById("found");
    const said = document.getElementById("said");
    const fold = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    const folded = taggerIndex.map((e) => [fold(e[0]), fold(e[0] + " " + e[3])]);

    function rank(i, asked) {
        const [name, all] = folded[i];
        if (!asked.every((w) => all.includes(w))) return -1;
        if (name.startsWith(asked[0])) return 0;
        return asked.every((w) => name.includes(w)) ? 1 : 2;
    }

    function show() {
        const asked = fold(words.value).split(/\s+/).filter((w) => w !== "");
        found.replaceChildren();
        said.textContent = "";
        if (asked.length === 0) return;
        const hits = [];
        for (let i = 0; i < folded.length; i++) {
            const r = rank(i, asked);
            if (r >= 0) hits.push([r, i]);
        }
        hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        said.textContent = hits.length === 0 ? "Nothing found" :
            hits.length > 20 ? "20 of " + hits.length + " found" : hits.length + " found";
        for (const [, i] of hits.slice(0, 20)) {
            const [name, what, file, more] = taggerIndex[i];
            const item = document.createElement("li");
            const link = document.createElement("a");
            const isolated = document.createElement("bdi");
            const note = document.createElement("span");
            isolated.textContent = name;
            link.href = file;
            link.append(isolated);
            note.className = "dim";
            note.textContent = " " + what + (what === "article" && more ? ", " + more : "");
            item.className = "name " + what;
            item.append(link, note);
            found.append(item);
        }
    }

    form.hidden = false;
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        const first = found.querySelector("a");
        if (first) location.href = first.href;
    });
    words.addEventListener("input", show);
    show();
})();

// The picture: wheel, drag, two fingers, buttons; who is tied to whom lights up.
(function () {
    const svg = document.getElementById("network");
    if (!svg) return;
    const whole = svg.viewBox.baseVal;
    const all = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
    let view = { ...all };
    const fingers = new Map();
    let dragged = false;

    function draw() {
        svg.setAttribute("viewBox", [view.x, view.y, view.w, view.h].join(" "));
        svg.style.setProperty("--zoom", Math.pow(view.w / all.w, 0.7)); // names grow slower
        svg.classList.toggle("close", view.w < all.w * 0.45);
    }
    function place(x, y) {
        const p = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
        return [p.x, p.y];
    }
    function zoom(by, x, y) {
        const w = Math.min(all.w * 2, Math.max(all.w / 20, view.w * by));
        const f = w / view.w;
        view = { x: x - (x - view.x) * f, y: y - (y - view.y) * f, w, h: view.h * f };
        draw();
    }

    svg.addEventListener("wheel", (event) => {
        event.preventDefault();
        zoom(event.deltaY < 0 ? 0.85 : 1 / 0.85, ...place(event.clientX, event.clientY));
    }, { passive: false });

    svg.addEventListener("pointerdown", (event) => {
        fingers.set(event.pointerId, [event.clientX, event.clientY]);
        dragged = false;
    });
    function lift(event) {
        fingers.delete(event.pointerId);
        svg.classList.remove("moving");
    }
    const apart = () => {
        const [a, b] = [...fingers.values()];
        return Math.hypot(a[0] - b[0], a[1] - b[1]) || 1;
    };
    window.addEventListener("pointermove", (event) => {
        const before = fingers.get(event.pointerId);
        if (!before) return;
        const now = [event.clientX, event.clientY];
        if (!dragged && Math.hypot(now[0] - before[0], now[1] - before[1]) < 4) return;
        dragged = true;
        svg.classList.add("moving");
        const distance = fingers.size === 2 ? apart() : 0;
        const [fromX, fromY] = place(...before);
        const [toX, toY] = place(...now);
        fingers.set(event.pointerId, now);
        if (distance > 0) {
            zoom(distance / apart(), toX, toY);
        } else {
            view.x += fromX - toX;
            view.y += fromY - toY;
            draw();
        }
    });
    window.addEventListener("pointerup", lift);
    window.addEventListener("pointercancel", lift);
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("click", (event) => {
        if (dragged) event.preventDefault();
    }, true);

    const buttons = document.querySelector(".buttons");
    buttons.hidden = false;
    buttons.addEventListener("click", (event) => {
        const what = event.target.dataset.zoom;
        const [x, y] = [view.x + view.w / 2, view.y + view.h / 2];
        if (what === "in") zoom(0.7, x, y);
        if (what === "out") zoom(1 / 0.7, x, y);
        if (what === "all") view = { ...all };
        draw();
    });

    const nodes = new Map([...svg.querySelectorAll("[data-n]")].map((n) => [n.dataset.n, n]));
    function light(node) {
        svg.querySelectorAll(".lit").forEach((e) => e.classList.remove("lit"));
        svg.classList.toggle("dimmed", node !== null);
        if (node === null) return;
        node.classList.add("lit");
        const n = node.dataset.n;
        for (const line of svg.querySelectorAll("line")) {
            const { a, b } = line.dataset;
            if (a !== n && b !== n) continue;
            line.classList.add("lit");
            nodes.get(a === n ? b : a).classList.add("lit");
        }
    }
    for (const node of nodes.values()) {
        node.addEventListener("pointerenter", () => light(node));
        node.addEventListener("pointerleave", () => light(null));
        node.addEventListener("focus", () => light(node));
        node.addEventListener("blur", () => light(null));
    }
    svg.classList.add("live");
    // A phone shows the middle first; the whole would be too small to read.
    if (svg.clientWidth < 600) zoom(0.5, all.x + all.w / 2, all.y + all.h / 2);
})();
