import type { Span } from '@hongxian/shared/text'
import { type Asking, type CardChoice, FindingCard, type LoadWording, rememberWording } from '@hongxian/shared/ui'
import { render } from 'preact'
import type { ReviewFinding } from '../review.ts'
import type { Layer } from './layer.ts'
import type { ViewBox } from './view-box.ts'

export interface HoverCardEvents {
  readonly onDecide: (key: string, choice: CardChoice) => void
  readonly onUndo: (key: string) => void
  readonly onAnnotate: (place: Span, body: string) => void
  readonly onPick: (key: string) => void
  readonly onWording: LoadWording
}

/** The pointer must rest this long on marked words before the card shows, and may stray this long from it. */
const REST_MS = 200
const STRAY_MS = 300
const WIDTH = 360
const GAP = 6

/** The panel's card, beside the words it speaks of; it never lies over them. */
export class HoverCard {
  readonly #box: HTMLElement
  readonly #events: HoverCardEvents
  readonly #loadWording: LoadWording
  #findings: readonly ReviewFinding[] = []
  #asking: { readonly key: string; readonly what: Asking } = { key: '', what: 'none' }
  /** A part of a draft that is only looked at is not decided on. */
  decides = true
  #timer = 0
  #back: HTMLElement | null = null

  constructor(layer: Layer, events: HoverCardEvents) {
    this.#events = events
    this.#loadWording = rememberWording(events.onWording)
    this.#box = layer.host.ownerDocument.createElement('section')
    this.#box.className = 'hx card'
    this.#box.hidden = true
    this.#box.setAttribute('role', 'dialog')
    this.#box.setAttribute('aria-label', '审核发现')
    this.#box.addEventListener('pointerenter', () => clearTimeout(this.#timer))
    this.#box.addEventListener('pointerleave', () => this.leave())
    // What is typed into the card is not for the page's shortcuts.
    for (const type of ['keydown', 'keyup', 'keypress', 'input'])
      this.#box.addEventListener(type, (event) => {
        if (type === 'keydown' && (event as KeyboardEvent).key === 'Escape') this.hide()
        event.stopPropagation()
      })
    layer.shadow.append(this.#box)
  }

  get keys(): readonly string[] {
    return this.#box.hidden ? [] : this.#findings.map((finding) => finding.key)
  }

  /** The pointer is over marked words: show the card when it stays. */
  approach(findings: readonly ReviewFinding[], words: () => readonly ViewBox[]): void {
    clearTimeout(this.#timer)
    const same = findings.length === this.keys.length && findings.every((finding) => this.keys.includes(finding.key))
    if (same) return
    this.#timer = setTimeout(() => this.show(findings, words()), REST_MS) as unknown as number
  }

  /** The pointer is elsewhere. */
  leave(): void {
    clearTimeout(this.#timer)
    if (this.#box.hidden || this.#isHeld()) return
    this.#timer = setTimeout(() => {
      if (!this.#isHeld()) this.hide()
    }, STRAY_MS) as unknown as number
  }

  /** @param focus the card was asked for by key: it takes the focus, and Esc gives it back */
  show(findings: readonly ReviewFinding[], words: readonly ViewBox[], focus = false): void {
    if (findings.length === 0 || words.length === 0) return
    this.#findings = findings
    this.#asking = { key: '', what: 'none' }
    this.#box.hidden = false
    this.#render()
    this.#place(words)
    if (!focus) return
    this.#back = this.#box.ownerDocument.activeElement as HTMLElement | null
    this.#box.querySelector('button')?.focus({ preventScroll: true })
  }

  /** The findings changed (a decision was taken): show them as they are now. */
  refresh(findings: readonly ReviewFinding[]): void {
    if (this.#box.hidden) return
    const now = this.#findings.flatMap((old) => findings.find((finding) => finding.key === old.key) ?? [])
    if (now.length === 0) this.hide()
    else {
      this.#findings = now
      this.#render()
    }
  }

  hide(): void {
    clearTimeout(this.#timer)
    if (this.#box.hidden) return
    this.#box.hidden = true
    render(null, this.#box)
    this.#back?.focus({ preventScroll: true })
    this.#back = null
  }

  /** Somebody writes in it, or reached it by key. */
  #isHeld(): boolean {
    return this.#asking.what !== 'none' || this.#back !== null || this.#box.matches(':hover')
  }

  #render(): void {
    render(
      this.#findings.map((finding) => (
        <FindingCard
          key={finding.key}
          finding={finding}
          item={finding.item}
          place={finding.clause}
          asking={this.#asking.key === finding.key ? this.#asking.what : 'none'}
          onAsk={(what) => {
            this.#asking = { key: finding.key, what }
            this.#render()
          }}
          onPick={() => this.#events.onPick(finding.key)}
          {...(this.decides && {
            onDecide: (choice: CardChoice) => {
              this.#asking = { key: '', what: 'none' }
              this.#events.onDecide(finding.key, choice)
            },
            onUndo: () => this.#events.onUndo(finding.key),
            onAnnotate: (body: string) => {
              this.#asking = { key: '', what: 'none' }
              this.#events.onAnnotate({ start: finding.start, end: finding.end }, body)
              this.#render()
            },
          })}
          loadWording={this.#loadWording}
        />
      )),
      this.#box,
    )
  }

  /** Below the words, above them, or beside them: wherever there is most room. */
  #place(words: readonly ViewBox[]): void {
    const { innerWidth, innerHeight } = this.#box.ownerDocument.defaultView!
    const left = Math.min(...words.map((box) => box.left))
    const top = Math.max(0, Math.min(...words.map((box) => box.top)))
    const right = Math.max(...words.map((box) => box.right))
    const bottom = Math.min(innerHeight, Math.max(...words.map((box) => box.bottom)))
    const width = Math.min(WIDTH, innerWidth - 2 * GAP)
    const below = innerHeight - bottom - 2 * GAP
    const above = top - 2 * GAP
    const beside = Math.max(left, innerWidth - right) >= width + 2 * GAP
    const style = this.#box.style
    style.cssText = `width:${width}px`
    if (Math.max(below, above) < 140 && beside) {
      const x = innerWidth - right >= width + 2 * GAP ? right + GAP : left - width - GAP
      style.cssText += `;left:${x}px;top:${GAP}px;max-height:${innerHeight - 2 * GAP}px`
      return
    }
    const x = Math.max(GAP, Math.min(left, innerWidth - width - GAP))
    const wanted = this.#box.scrollHeight
    const under = below >= Math.min(wanted, 320) || below >= above
    style.cssText += under
      ? `;left:${x}px;top:${bottom + GAP}px;max-height:${below}px`
      : `;left:${x}px;bottom:${innerHeight - top + GAP}px;max-height:${above}px`
  }
}
