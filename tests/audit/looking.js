// What a browser can be asked of the page it shows: each function returns faults, a line each.
(() => {
  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])";
  const told = (one) => (one?.outerHTML ?? one?.textContent ?? "?").replace(/\s+/g, " ").slice(0, 140);
  const visible = (which) => [...document.querySelectorAll(which)].filter((one) => one.checkVisibility({ visibilityProperty: true }));
  const rings = (one) => {
    const drawn = [];
    for (let up = one, steps = 0; up && steps < 4; up = up.parentElement, steps++)
      for (const part of [null, "::before", "::after"]) {
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(up, part);
        drawn.push(outlineStyle === "none" || parseFloat(outlineWidth) < 2 ? "" : outlineColor);
      }
    return drawn.join();
  };
  return {
    // How far everything moved while the page loaded and was read to its end.
    async shifts() {
      for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
        scrollTo(0, y);
        await new Promise(requestAnimationFrame);
      }
      scrollTo(0, 0);
      await new Promise(requestAnimationFrame);
      const found = await new Promise((resolve) => {
        const seen = [];
        new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(seen), 30);
      });
      // Lighthouse rounds to thousandths too.
      return found.filter((one) => one.value >= 0.0005).map((one) => `layout shift of ${one.value.toFixed(4)}: ${one.sources.map((s) => told(s.node)).join("; ")}`);
    },
    sideways() {
      const over = document.documentElement.scrollWidth - innerWidth;
      if (over <= 0) return [];
      const wide = [...document.body.querySelectorAll("*")].filter((one) => {
        const place = one.getBoundingClientRect();
        return place.right > innerWidth + 0.5 || place.left < -0.5;
      });
      return [`scrolls ${over} px sideways at ${innerWidth} px: ${wide.slice(-2).map(told).join("; ")}`];
    },
    // WCAG 1.4.12: nothing is lost when a reader sets the text wider.
    spaced() {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-block-end: 2em !important }`);
      const before = document.adoptedStyleSheets;
      document.adoptedStyleSheets = [...before, sheet];
      const cut = visible("p, h1, h2, h3, a, button, summary, li, dt, dd, time").filter((one) => {
        const { overflowX, overflowY } = getComputedStyle(one);
        const hidden = (how) => how === "hidden" || how === "clip";
        return (hidden(overflowY) && one.scrollHeight > one.clientHeight + 1) || (hidden(overflowX) && one.scrollWidth > one.clientWidth + 1);
      }).filter((one) => one.clientWidth > 1);
      const faults = [...this.sideways(), ...cut.map((one) => `is cut off when spaced: ${told(one)}`)];
      document.adoptedStyleSheets = before;
      return faults;
    },
    // WCAG 2.4.7: whatever takes the focus by keyboard shows it, on itself or on the card around it.
    focus() {
      const faults = [];
      for (const one of visible(FOCUSABLE)) {
        const before = rings(one);
        one.focus({ focusVisible: true, preventScroll: true });
        if (document.activeElement !== one) faults.push(`takes no focus: ${told(one)}`);
        else if (rings(one) === before) faults.push(`shows no focus: ${told(one)}`);
      }
      document.activeElement.blur();
      return faults;
    },
    // WCAG 2.4.1, 1.3.2, 2.4.3: the skip link comes first and leads to the text; headings stand in the order they are read.
    order() {
      const faults = [];
      const first = document.querySelector(FOCUSABLE);
      first.focus({ focusVisible: true });
      const { top, left, width, height } = first.getBoundingClientRect();
      if (!first.matches("a[href='#main']") || !document.querySelector("main#main")) faults.push(`begins without a skip link: ${told(first)}`);
      if (top < 0 || left < 0 || left + width > innerWidth || height < 24) faults.push(`hides the skip link that has the focus`);
      first.blur();
      for (const one of document.querySelectorAll("[tabindex]")) if (one.tabIndex > 0) faults.push(`jumps the queue: ${told(one)}`);
      for (const one of visible("body *")) {
        const { order, flexDirection } = getComputedStyle(one);
        // A card's picture is decoration (its alt text is empty), and is read nowhere.
        const silent = !one.textContent.trim() && !one.querySelector("img:not([alt='']), a, button");
        if ((order !== "0" && !silent) || flexDirection.endsWith("reverse")) faults.push(`is shown in another order than it is read: ${told(one)}`);
      }
      let last = -Infinity;
      for (const one of visible("main :is(h1, h2, h3, h4)").filter((one) => !one.closest("dialog"))) {
        const place = one.getBoundingClientRect().top;
        if (innerWidth < 600 && place < last - 1) faults.push(`stands above what is read before it: ${told(one)}`);
        last = place;
      }
      for (const parent of visible("main, main *")) {
        const flows = (one) => one.checkVisibility() && one.textContent.trim() && getComputedStyle(one).position !== "absolute";
        const inside = [...parent.children].filter(flows);
        inside.slice(1).forEach((one, number) => {
          const [before, place] = [inside[number], one].map((which) => which.getBoundingClientRect());
          const below = before.left < place.right - 1 && place.left < before.right - 1;
          if (below && place.height && place.bottom <= before.top + 1) faults.push(`stands above what is read before it: ${told(one)}`);
        });
      }
      return faults;
    },
    // WCAG 2.3.3: nothing moves for who asked for that.
    still() {
      const moves = [...document.querySelectorAll("*")].filter((one) =>
        ["", "::before", "::after"].some((part) => {
          const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(one, part || null);
          return animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0.001) || scrollBehavior === "smooth";
        }),
      );
      return moves.map((one) => `moves: ${told(one)}`);
    },
    // With a reader's own colours all backgrounds go: what can be pressed or filled in must have an edge, or be a link.
    edges() {
      const bare = visible("button, input, select, textarea, summary").filter((one) => {
        const style = getComputedStyle(one);
        const edge = ["Top", "Bottom", "Left", "Right"].some((side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1);
        return !edge && style.textDecorationLine === "none" && !["checkbox", "radio"].includes(one.type);
      });
      return bare.map((one) => `has no edge in forced colours: ${told(one)}`);
    },
  };
})()
