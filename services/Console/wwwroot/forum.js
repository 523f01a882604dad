// Two conveniences; every page works without them.

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

// A new page that is put in the place of the old one is not announced by the browser: the focus goes to its heading, as reading would.
let place = location.pathname;
window.Blazor?.addEventListener("enhancedload", () => {
  if (place === location.pathname) return;
  place = location.pathname;
  const heading = document.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
});
