/** What a watcher reports. */
export interface PageWatch {
  /** Called at once with a test for the nodes that changed, before any reading: stale marks go first. */
  readonly onTouched: (isTouched: (node: Node) => boolean) => void
  /** Called when the page has come to rest, or has not for a while. */
  readonly onSettled: () => void
  /** Is this change of interest? Changes elsewhere on the page are not. */
  readonly isRelevant: (node: Node) => boolean
}

/** Rest after the last change before the page is read again. */
const REST_MS = 150
/** A page that never rests is read this often all the same. */
const LONGEST_WAIT_MS = 1_000
/** Readings within a minute, nobody typing, after which the page is taken for one that re-renders itself for ever. */
const RESTLESS = 20
const RESTLESS_WAIT_MS = 5_000

/** One observer for each document; no polling; nothing while the tab is hidden. */
export class PageWatcher {
  readonly #watch: PageWatch
  readonly #stops: (() => void)[] = []
  readonly #watched = new Set<Document>()
  #timer = 0
  #waitingSince = 0
  #readings: number[] = []

  constructor(watch: PageWatch) {
    this.#watch = watch
  }

  /** Watch a document, and the same-origin frames in it that hold the draft. */
  observe(page: Document): void {
    if (this.#watched.has(page) || !page.documentElement) return
    this.#watched.add(page)
    const observer = new MutationObserver((records) => this.#changed(records))
    observer.observe(page.documentElement, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['style', 'class', 'hidden', 'contenteditable', 'spellcheck', 'data-gramm', 'data-hongxian'],
    })
    this.#stops.push(() => observer.disconnect())
    this.#listen(page, 'input', (event) => this.#touched(event.target as Node))
    this.#listen(page, 'change', (event) => this.#touched(event.target as Node))
    // A frame that loads is a new document: read again.
    this.#listen(page, 'load', (event) => {
      if (/^I?FRAME$/.test((event.target as Element).tagName ?? '')) this.schedule()
    })
    this.#listen(page, 'visibilitychange', () => {
      if (!page.hidden && this.#waitingSince > 0) this.schedule()
    })
  }

  /** Read soon. */
  schedule(): void {
    const now = Date.now()
    if (this.#waitingSince === 0) this.#waitingSince = now
    clearTimeout(this.#timer)
    const restless = this.#readings.filter((time) => now - time < 60_000).length >= RESTLESS
    const longest = restless ? RESTLESS_WAIT_MS : LONGEST_WAIT_MS
    const left = this.#waitingSince + longest - now
    const wait = restless ? Math.max(0, left) : Math.min(REST_MS, Math.max(0, left))
    this.#timer = setTimeout(() => this.#settle(), wait) as unknown as number
  }

  /** The person is at work: their pauses are worth reading however many there are. */
  forgetReadings(): void {
    this.#readings = []
  }

  stop(): void {
    clearTimeout(this.#timer)
    for (const stop of this.#stops) stop()
    this.#stops.length = 0
    this.#watched.clear()
  }

  #listen(page: Document, type: string, listener: (event: Event) => void): void {
    page.addEventListener(type, listener, { capture: true, passive: true })
    this.#stops.push(() => page.removeEventListener(type, listener, { capture: true }))
  }

  #touched(node: Node): void {
    if (!this.#watch.isRelevant(node)) return
    this.#watch.onTouched((source) => source === node)
    this.schedule()
  }

  #changed(records: readonly MutationRecord[]): void {
    const relevant = records.filter((record) => this.#watch.isRelevant(record.target))
    if (relevant.length === 0) return
    const changed = new Set<Node>()
    for (const record of relevant) if (record.type === 'characterData') changed.add(record.target)
    this.#watch.onTouched((source) => changed.has(source))
    this.schedule()
  }

  #settle(): void {
    if (document.hidden) return
    this.#waitingSince = 0
    const now = Date.now()
    this.#readings = [...this.#readings.filter((time) => now - time < 60_000), now]
    this.#watch.onSettled()
  }
}
