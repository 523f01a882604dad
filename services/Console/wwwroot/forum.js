// Three conveniences; every page works without them.

// The counts of an edition, as they are: <forum-live src="…"> listens to the stream of its address and takes over what it sends.
// It sends the same markup that the page was loaded with.

class ForumLive extends HTMLElement {
  static observedAttributes = ["src"];
  #stream;

  connectedCallback() { this.#listen(); }
  disconnectedCallback() { this.#stop(); }
  attributeChangedCallback() { if (this.isConnected) this.#listen(); }

  #listen() {
    this.#stop();
    const stream = this.#stream = new EventSource(this.getAttribute("src"));
    stream.addEventListener("open", () => say("Live."));
    stream.addEventListener("error", () => say(stream.readyState === EventSource.CLOSED ? "No longer live: load the page again." : "Not live at present; trying again."));
    stream.addEventListener("counts", event => {
      const sent = document.createElement("template");
      sent.innerHTML = event.data;
      takeOver(this, sent.content);
      const asOf = document.getElementById("as-of");
      if (asOf) {
        asOf.dateTime = event.lastEventId;
        asOf.textContent = event.lastEventId.slice(11, 19);
      }
    });
  }

  #stop() {
    this.#stream?.close();
    this.#stream = undefined;
  }
}

function say(words) {
  const state = document.getElementById("live-state");
  if (state && state.textContent !== words) state.textContent = words;
}

// Changes only what differs, so that the focus, a selection and the place of reading stay where they are.
function takeOver(shown, sent) {
  const have = [...shown.childNodes];
  const want = [...sent.childNodes];
  want.forEach((node, index) => {
    const old = have[index];
    if (!old) shown.append(node);
    else if (old.nodeType !== node.nodeType || old.nodeName !== node.nodeName) old.replaceWith(node);
    else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const { name } of [...old.attributes]) if (!node.hasAttribute(name)) old.removeAttribute(name);
      for (const { name, value } of node.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
      takeOver(old, node);
    } else if (old.nodeValue !== node.nodeValue) old.nodeValue = node.nodeValue;
  });
  have.slice(want.length).forEach(node => node.remove());
}

customElements.define("forum-live", ForumLive);

// The floor of a meeting on a screen in the room: <forum-floor src="…"> listens to Scheduling's stream and shows each state in the words that the page brought along.
// Between two messages it counts on by itself, as fast as the edition's clock runs.

class ForumFloor extends HTMLElement {
  static observedAttributes = ["src"];
  #stream;
  #ticking;
  #words = {};
  #floor;
  #heardAt = 0;

  connectedCallback() {
    this.#words = JSON.parse(this.dataset.words ?? "{}");
    this.#listen();
    this.#ticking = setInterval(() => this.#tick(), 200);
  }
  disconnectedCallback() {
    this.#stop();
    clearInterval(this.#ticking);
  }
  attributeChangedCallback() { if (this.isConnected) this.#listen(); }

  #listen() {
    this.#stop();
    const stream = this.#stream = new EventSource(this.getAttribute("src"));
    stream.addEventListener("open", () => say("Live."));
    stream.addEventListener("error", () => say(
      this.#floor?.meetingState === "Concluded" ? "The meeting has risen."
      : stream.readyState === EventSource.CLOSED ? "No longer live: load the page again." : "Not live at present; trying again."));
    for (const kind of ["floor", "heartbeat"]) stream.addEventListener(kind, event => {
      this.#floor = JSON.parse(event.data);
      this.#heardAt = performance.now();
      this.#show();
    });
  }

  #stop() {
    this.#stream?.close();
    this.#stream = undefined;
  }

  #show() {
    const { state, speaker, next, pointsOfOrder, shares } = this.#floor;
    const label = this.#part("state");
    label.className = `state ${state.toLowerCase()}`;
    this.#write("state", this.#say(state));
    this.#write("as", !speaker ? "" : this.#say(speaker.kind)
      + (speaker.replyNumber ? ` ${speaker.replyNumber} of 2` : "") + (speaker.onBehalfOf ? `, on behalf of ${speaker.onBehalfOf}` : ""));
    this.#write("who", speaker ? this.#who(speaker) : "");
    this.#list("next", next.slice(0, 3).map(call => this.#who(call)));
    this.#list("points", pointsOfOrder.map(point => this.#who(point)));
    this.#part("points-section").hidden = pointsOfOrder.length === 0;
    if (shares && this.#part("shares")) {
      this.#write("shares-state", this.#say(shares.state));
      this.#part("shares-state").className = shares.state === "Below" ? "absent" : "hint";
      this.#part("shares").replaceChildren(...shares.byCategory.map(time => row(this.#say(time.category), clock(time.seconds), time.speeches)));
      this.#write("share", percent(shares.nonStatePercent));
      this.#write("least", percent(shares.floorPercent));
    }
    this.#tick();
  }

  #tick() {
    if (!this.#floor) return;
    const { speaker } = this.#floor;
    const since = speaker?.runningSince ? (performance.now() - this.#heardAt) / 1000 * this.#floor.clock.speed : 0;
    const used = (speaker?.usedSeconds ?? 0) + since;
    const limit = speaker?.limitSeconds;
    const over = limit != null && used > limit;
    this.#write("clock", !speaker ? "" : over ? `+${clock(used - limit)}` : limit != null ? clock(Math.ceil(limit - used)) : clock(used));
    this.#write("meaning", !speaker ? "" : limit == null ? this.#say("used") : `${this.#say(over ? "over" : "remains")} of ${clock(limit)}`);
    this.#part("clock").parentElement.className = `floor-clock ${over ? "over" : limit != null && limit - used <= 60 ? "last" : ""}`;
  }

  #say(word) { return this.#words[word] ?? word; }
  #who(one) { return one.name ?? one.participant ?? one.office ?? (one.category ? this.#say(one.category) : this.#say("unknown")); }
  #part(name) { return this.querySelector(`[data-floor="${name}"]`); }
  #write(name, text) {
    const part = this.#part(name);
    if (part && part.textContent !== text) part.textContent = text;
  }
  #list(name, lines) {
    const part = this.#part(name);
    if (!part) return;
    const same = part.children.length === lines.length && lines.every((line, index) => part.children[index].textContent === line);
    if (!same) part.replaceChildren(...lines.map(line => Object.assign(document.createElement("li"), { textContent: line })));
  }
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function percent(share) { return share == null ? "unknown" : `${Math.round(share)} %`; }

function row(heading, ...numbers) {
  const line = document.createElement("tr");
  line.append(Object.assign(document.createElement("th"), { scope: "row", textContent: heading }));
  for (const number of numbers) line.append(Object.assign(document.createElement("td"), { className: "number", textContent: number }));
  return line;
}

customElements.define("forum-floor", ForumFloor);

// A new page that is put in the place of the old one is not announced by the browser: the focus goes to its heading, as reading would.
let place = location.pathname;
window.Blazor?.addEventListener("enhancedload", () => {
  if (place === location.pathname) return;
  place = location.pathname;
  const heading = document.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
});
