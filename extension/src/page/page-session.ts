import type { ArticleWording } from '@hongxian/shared/api'
import { compareSeverity, type Severity } from '@hongxian/shared/rule'
import type { Span } from '@hongxian/shared/text'
import type { Answer, FromPage, ToPage } from '../messages.ts'
import { DRAWN_BY_DEFAULT, type ReviewFinding } from '../review.ts'
import { attachmentsOf } from './adapters/attachments.ts'
import { Highlighter, type Mark } from './highlighter.ts'
import { HoverCard } from './hover-card.tsx'
import { createLayer, LAYER_TAG, type Layer } from './layer.ts'
import { MarkRail, scrollerOf } from './mark-rail.ts'
import { isOptedOut } from './opt-out.ts'
import { PieceMap } from './piece-map.ts'
import { type DraftPage, readPage, readSelection } from './read-page.ts'
import { revealSpan } from './reveal.ts'
import { selectedSpan } from './selected-span.ts'
import { frameOffset as frameOffsetOf } from './view-box.ts'
import { PageWatcher } from './watch-page.ts'

/** Typing pauses this long before the text may be recorded as a version; leaving the field says so at once. */
const QUIET_MS = 8_000

export interface Transport {
  /** Resolves when the background has taken the message; rejects when there is no background any more. */
  send(message: FromPage): Promise<unknown>
}

/** The review of one page: reads it, has it checked, draws what was found, and follows every change of it. */
export class PageSession {
  readonly #page: Document
  readonly #transport: Transport
  readonly #id = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`
  readonly #layer: Layer
  readonly #highlighter: Highlighter
  readonly #rail: MarkRail
  readonly #card: HoverCard
  readonly #watcher: PageWatcher
  readonly #stopping = new AbortController()
  #draft: DraftPage | null = null
  #map = new PieceMap([])
  #revision = 0
  #findings: readonly ReviewFinding[] = []
  #findingsRevision = -1
  #drawn: readonly Severity[] = DRAWN_BY_DEFAULT
  #notes: readonly Span[] = []
  #current: string | null = null
  #hidden = false
  #force = false
  /** Until the background has said that this site may be read. */
  #paused = true
  #lastInput = 0
  #settledTimer = 0
  #sentSettled = -1
  #listened = new Set<Document>()

  constructor(page: Document, css: string, transport: Transport) {
    this.#page = page
    this.#transport = transport
    page.querySelector(LAYER_TAG)?.remove()
    this.#layer = createLayer(page, css)
    this.#highlighter = new Highlighter(this.#layer)
    this.#rail = new MarkRail(this.#layer, (key) => this.#pick(key, true))
    this.#card = new HoverCard(this.#layer, {
      onDecide: (key, choice) => void this.#send({ type: 'decide', key, ...choice }),
      onUndo: (key) => void this.#send({ type: 'undo', key }),
      onAnnotate: (place, body) => void this.#send({ type: 'annotate', place, body }),
      onPick: (key) => this.#pick(key, false),
      onWording: (title, place) => this.#loadWording(title, place),
    })
    this.#watcher = new PageWatcher({
      onTouched: (isTouched) => this.#highlighter.dropTouched(isTouched),
      onSettled: () => this.#read(),
      isRelevant: (node) => this.#isRelevant(node),
    })
  }

  start(): void {
    this.#watcher.observe(this.#page)
    const window = this.#page.defaultView!
    window.addEventListener('resize', () => this.#moved(), { passive: true, signal: this.#stopping.signal })
    // Back from the browser's page cache: the panel has moved on to other pages meanwhile.
    const returned = (event: PageTransitionEvent) => {
      if (event.persisted) this.#read(true)
    }
    window.addEventListener('pageshow', returned, { signal: this.#stopping.signal })
    void this.#send({ type: 'may-i-read', url: this.#page.location.href }).then((answer) => {
      this.#setPaused((answer as Answer<boolean> | null)?.ok === true && (answer as { value: unknown }).value === false)
    })
  }

  /** On a site that was switched off nothing is read and nothing shown. */
  #setPaused(paused: boolean): void {
    if (this.#paused === paused) return
    this.#paused = paused
    if (paused) this.#forgetDraft()
    else this.#read(true)
  }

  /** Nothing of ours stays on the page. */
  stop(notice = ''): void {
    this.#stopping.abort()
    clearTimeout(this.#settledTimer)
    this.#watcher.stop()
    this.#highlighter.clear()
    this.#card.hide()
    this.#layer.remove()
    if (notice) showNotice(this.#page, notice)
  }

  /** @returns the answer; `false` where it could not be done */
  receive(message: ToPage): boolean | Span | null {
    switch (message.type) {
      case 'show-findings':
        if (message.session === this.#id && message.revision === this.#revision) {
          this.#drawn = message.drawn
          this.#notes = message.notes
          this.#show(message.findings, message.current)
        }
        return true
      case 'draw':
        this.#drawn = message.severities
        this.#paint()
        return true
      case 'reveal':
        this.#setCurrent(message.key)
        this.#reveal(message.key)
        return true
      case 'reveal-span':
        this.#revealSpan(message.start, message.end)
        return true
      case 'step':
        this.#step(message.by)
        return true
      case 'take-selection':
        return this.#draft && selectedSpan(this.#draft)
      case 'pause':
        this.#setPaused(message.paused)
        return true
      case 'toggle-marks':
        this.#hidden = !this.#hidden
        this.#paint()
        return true
      case 'read-again':
        this.#force ||= message.force
        if (message.selection) return this.#readSelection()
        this.#read(true)
        return true
      default:
        return true
    }
  }

  // Reading

  #read(anew = false): void {
    if (this.#paused) return
    const draft = readPage(this.#page)
    if (!draft || (isOptedOut(draft.root) && !this.#force)) {
      this.#forgetDraft()
      this.#sendOut({
        type: 'page-empty',
        session: this.#id,
        url: this.#page.location.href,
        reason: draft ? 'opted-out' : 'no-draft',
        attachments: attachmentsOf(this.#page),
      })
      return
    }
    this.#take(draft, false, anew)
  }

  #readSelection(): boolean {
    const part = readSelection(this.#page)
    if (part) this.#take(part, true, true)
    return part !== null
  }

  #take(draft: DraftPage, fragment: boolean, anew: boolean): void {
    const same = !anew && this.#draft?.text === draft.text
    this.#draft = draft
    this.#card.decides = !fragment
    this.#map = new PieceMap(draft.pieces)
    for (const page of documentsOf(draft)) {
      this.#watcher.observe(page)
      this.#listen(page)
    }
    if (same) {
      // The nodes are new, the words are not: only the ranges are rebuilt.
      this.#paint()
      this.#settle()
      return
    }
    this.#revision += 1
    this.#sendText(fragment)
  }

  #sendText(fragment: boolean): void {
    if (!this.#draft) return
    const settled = Date.now() - this.#lastInput >= QUIET_MS
    if (settled) this.#sentSettled = this.#revision
    else this.#settle()
    this.#sendOut({
      type: 'page-read',
      session: this.#id,
      revision: this.#revision,
      url: this.#page.location.href,
      pageTitle: this.#page.title,
      text: this.#draft.text,
      fragment,
      attachments: this.#draft.attachments,
      settled,
    })
  }

  /** Once the person has paused, the text as it then is goes on record. */
  #settle(at = this.#lastInput + QUIET_MS): void {
    clearTimeout(this.#settledTimer)
    if (this.#sentSettled === this.#revision) return
    this.#settledTimer = setTimeout(
      () => {
        if (this.#sentSettled !== this.#revision) this.#sendText(false)
      },
      Math.max(0, at - Date.now()),
    ) as unknown as number
  }

  #forgetDraft(): void {
    this.#draft = null
    this.#map = new PieceMap([])
    this.#findings = []
    this.#notes = []
    this.#findingsRevision = -1
    this.#highlighter.clear()
    this.#rail.clear()
    this.#card.hide()
  }

  #isRelevant(node: Node): boolean {
    if (!this.#draft) return true
    if (!this.#draft.root.isConnected || this.#map.has(node)) return true
    const element = node.nodeType === 1 ? (node as Element) : node.parentElement
    if (!element || element === this.#layer.host) return false
    const { root } = this.#draft
    // Above the draft only its own removal matters, and that disconnects it.
    return root.ownerDocument === element.ownerDocument ? root.contains(element) : this.#isInDraftFrame(element)
  }

  #isInDraftFrame(element: Element): boolean {
    return this.#draft !== null && documentsOf(this.#draft).has(element.ownerDocument)
  }

  // Showing

  #show(findings: readonly ReviewFinding[], current: string | null): void {
    this.#findings = findings
    this.#findingsRevision = this.#revision
    this.#current = current
    this.#paint()
    this.#card.refresh(findings)
  }

  #paint(): void {
    if (!this.#draft || this.#findingsRevision !== this.#revision) return
    const drawn = this.#findings.filter((one) => this.#isDrawn(one)).map((one) => this.#markOf(one))
    const marks = this.#hidden ? [] : [...this.#notes.map(noteMark), ...drawn]
    const unplaced = this.#highlighter
      .show(marks, this.#map, this.#draft.text, isDarkAt(this.#draft.root))
      .filter((key) => !key.startsWith(NOTE_KEY))
    this.#moved()
    this.#sendOut({ type: 'marks-drawn', session: this.#id, revision: this.#revision, unplaced })
  }

  #isDrawn(finding: ReviewFinding): boolean {
    return this.#drawn.includes(finding.severity) || finding.key === this.#current
  }

  #markOf({ key, severity, start, end, decision }: ReviewFinding): Mark {
    const state = key === this.#current ? 'current' : decision ? 'decided' : 'open'
    return { key, severity, start, end, state }
  }

  #railFrame = 0
  #moved(): void {
    this.#highlighter.moved()
    if (this.#railFrame !== 0) return
    this.#railFrame = requestAnimationFrame(() => {
      this.#railFrame = 0
      this.#drawRail()
    })
  }

  #drawRail(): void {
    if (!this.#draft || this.#stopping.signal.aborted) return
    const field = this.#draft.pieces.find(({ source }) => !('data' in source))?.source as Element | undefined
    const scroller = scrollerOf(field ?? this.#draft.root)
    // Of those that lie on one another the gravest is seen.
    const fromBelow = [...this.#findings].sort((a, b) => compareSeverity(b.severity, a.severity))
    const ticks = fromBelow.flatMap((finding) => {
      const box = this.#isDrawn(finding) && !this.#hidden ? this.#highlighter.boxesOf(finding.key)[0] : undefined
      if (!box) return []
      const { key, severity, clause, item, decision } = finding
      return [{ key, severity, decided: decision !== null, label: `${clause} ${item}`.trim(), box }]
    })
    if (scroller.ownerDocument === this.#page) this.#rail.show(ticks, scroller, isDarkAt(this.#draft.root))
    else this.#rail.clear()
  }

  #setCurrent(key: string | null): void {
    this.#current = key
    this.#paint()
  }

  #pick(key: string, reveal: boolean): void {
    this.#setCurrent(key)
    if (reveal) this.#reveal(key)
    void this.#send({ type: 'finding-picked', key })
  }

  #reveal(key: string): void {
    const [span] = this.#highlighter.spansOf(key)
    if (span) revealSpan(span, this.#highlighter.boxesOf(key)[0])
    this.#moved()
  }

  #revealSpan(start: number, end: number): void {
    const [span] = this.#map.sourcesOf(start, end)
    if (span) revealSpan(span, this.#highlighter.boxOf(span))
    this.#moved()
  }

  /** To the next finding in the text, or back; its card opens and takes the keys, Esc gives them back. */
  #step(by: 1 | -1): void {
    const drawn = this.#findings.filter((finding) => this.#isDrawn(finding))
    if (drawn.length === 0) return
    const at = drawn.findIndex((finding) => finding.key === this.#current)
    const next = drawn[(at + by + drawn.length + (at < 0 && by < 0 ? 1 : 0)) % drawn.length]!
    this.#card.hide()
    this.#pick(next.key, true)
    this.#card.show([next], this.#highlighter.boxesOf(next.key), true)
  }

  // Pointer and keys

  #listen(page: Document): void {
    if (this.#listened.has(page)) return
    this.#listened.add(page)
    const passive = { passive: true, capture: true, signal: this.#stopping.signal } as const
    page.addEventListener('pointermove', (event) => this.#pointed(event, page), passive)
    page.addEventListener('click', (event) => this.#clicked(event, page), passive)
    page.addEventListener('scroll', () => this.#moved(), passive)
    page.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Escape') this.#card.hide()
      },
      passive,
    )
    // What is written into our own card is none of the page's text.
    const ofPage = (work: () => void) => (event: Event) => {
      if (event.target !== this.#layer.host) work()
    }
    page.addEventListener(
      'input',
      ofPage(() => this.#typed()),
      passive,
    )
    page.addEventListener(
      'focusout',
      ofPage(() => this.#settle(0)),
      passive,
    )
    page.defaultView?.addEventListener('blur', () => this.#settle(0), passive)
    page.defaultView?.addEventListener('resize', () => this.#moved(), passive)
  }

  #typed(): void {
    this.#lastInput = Date.now()
    this.#watcher.forgetReadings()
    this.#card.hide()
  }

  #pointFrame = 0
  #pointed(event: PointerEvent, page: Document): void {
    // Measured at most once a frame, whatever the pointer does.
    if (this.#pointFrame !== 0 || event.buttons !== 0) return
    this.#pointFrame = requestAnimationFrame(() => {
      this.#pointFrame = 0
      if (this.#stopping.signal.aborted) return
      const keys = this.#keysAt(event, page)
      const findings = keys.flatMap((key) => this.#findings.find((finding) => finding.key === key) ?? [])
      if (findings.length === 0) this.#card.leave()
      else this.#card.approach(findings, () => keys.flatMap((key) => this.#highlighter.boxesOf(key)))
    })
  }

  #clicked(event: MouseEvent, page: Document): void {
    const [key] = this.#keysAt(event, page)
    if (key) this.#pick(key, false)
  }

  /** Marks under the pointer: by the caret's place where the engine tells it, by boxes in fields. */
  #keysAt(event: MouseEvent, page: Document): string[] {
    if (this.#highlighter.keys.length === 0 || event.target === this.#layer.host) return []
    const offset = frameOffsetOf(page)
    const point = [event.clientX + offset.x, event.clientY + offset.y] as const
    const caret = caretAt(page, event.clientX, event.clientY)
    const at = caret && this.#map.offsetAt(caret.node, caret.offset)
    if (at === null || at === undefined) {
      const keys = isField(event.target) ? this.#highlighter.keysAt(...point) : []
      return keys.filter((key) => !key.startsWith(NOTE_KEY))
    }
    const near = this.#findings.filter(({ start, end }) => start - 1 <= at && at <= end + 1).map(({ key }) => key)
    const drawn = new Set(this.#highlighter.keys)
    return this.#highlighter.keysAt(
      ...point,
      near.filter((key) => drawn.has(key)),
    )
  }

  /** 条文原文, through the background: the page itself never speaks to the service. */
  async #loadWording(title: string, place: string): Promise<ArticleWording> {
    const answer = (await this.#send({ type: 'load-wording', title, place })) as Answer<ArticleWording> | null
    if (!answer?.ok) throw new Error(answer?.detail ?? '红线插件已更新，请刷新页面。')
    return answer.value
  }

  #sendOut(message: FromPage): void {
    void this.#send(message)
  }

  async #send(message: FromPage): Promise<unknown> {
    if (this.#stopping.signal.aborted) return null
    try {
      return await this.#transport.send(message)
    } catch {
      // Only an extension that was updated or removed has no background.
      this.stop('红线插件已更新，请刷新页面。')
      return null
    }
  }
}

const NOTE_KEY = 'note:'

const noteMark = ({ start, end }: Span): Mark => ({
  key: `${NOTE_KEY}${start}-${end}`,
  severity: 'note',
  state: 'open',
  start,
  end,
})

function isField(target: EventTarget | null): boolean {
  return /^(TEXTAREA|INPUT)$/.test((target as Element | null)?.tagName ?? '')
}

interface CaretDocument {
  caretPositionFromPoint?(x: number, y: number): { offsetNode: Node; offset: number } | null
  caretRangeFromPoint?(x: number, y: number): Range | null
}

function caretAt(page: Document, x: number, y: number): { node: Node; offset: number } | null {
  const asked = page as unknown as CaretDocument
  const position = asked.caretPositionFromPoint?.(x, y)
  if (position) return { node: position.offsetNode, offset: position.offset }
  const range = asked.caretRangeFromPoint?.(x, y)
  return range ? { node: range.startContainer, offset: range.startOffset } : null
}

/** The documents (the page and its frames) that hold words of the draft. */
function documentsOf(draft: DraftPage): Set<Document> {
  return new Set(draft.pieces.map(({ source }) => source.ownerDocument))
}

/** Light words stand on a dark page. */
function isDarkAt(root: Element): boolean {
  const colour = root.ownerDocument.defaultView?.getComputedStyle(root).color ?? ''
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140
}

/** One sentence at the foot of the page, gone after a while or a click. */
function showNotice(page: Document, words: string): void {
  const layer = createLayer(
    page,
    '.notice{position:fixed;right:16px;bottom:16px;max-width:320px;padding:8px 12px;border:1px solid #59626f;border-radius:4px;background:#fff;color:#1d2129;font:14px/1.6 "Noto Sans SC","Microsoft YaHei",sans-serif;pointer-events:auto}',
  )
  const box = page.createElement('div')
  box.className = 'notice'
  box.setAttribute('role', 'status')
  box.textContent = words
  box.addEventListener('click', () => layer.remove())
  layer.shadow.append(box)
  setTimeout(() => layer.remove(), 15_000)
}
