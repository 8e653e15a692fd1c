import type { ArticleWording, HistoryEvent } from '@hongxian/shared/api'
import { labelAt, parseDocument } from '@hongxian/shared/document'
import type { CitedPlace } from '@hongxian/shared/law'
import { pointOfFinding, pointOfNote, type Role, sayPoints, type Verdict } from '@hongxian/shared/review'
import type { Span } from '@hongxian/shared/text'
import { type Asking, type CardChoice, type CardNote, type LoadWording, rememberWording } from '@hongxian/shared/ui'
import { computed, signal } from '@preact/signals'
import { browser } from 'wxt/browser'
import type { Answer, FromPanel } from '../messages.ts'
import { isUndecided, type ReviewFinding, type TabReview } from '../review.ts'
import { type Account, changeSettings, readAccount, readSettings, type Settings } from '../settings.ts'
import {
  type ClauseGroup,
  foldRepeats,
  groupByClause,
  type LooseNote,
  nextUndecided,
  type Order,
  select,
} from './list.ts'

export type View = 'findings' | 'diff' | 'history' | 'citations'

/** The part of an outbox entry that the panel shows. */
export interface WaitingEntry {
  readonly id: string
  readonly refusal: string
  readonly place: { readonly rule: string; readonly start: number; readonly end: number; readonly quote: string }
  readonly act: { readonly kind: string; readonly body?: string; readonly listedAs?: Verdict | null }
}

export const tabId = signal<number | null>(null)
export const review = signal<TabReview | null>(null)
export const settings = signal<Settings | null>(null)
export const account = signal<Account | null>(null)
/** Decisions and notes kept on this machine, and why the service refused some. */
export const waiting = signal<readonly WaitingEntry[]>([])
export const view = signal<View>('findings')
export const search = signal('')
export const order = signal<Order>('clause')
export const asking = signal<{ readonly key: string; readonly what: Asking }>({ key: '', what: 'none' })
export const history = signal<readonly HistoryEvent[] | string | null>(null)
/** What was just decided; stays until the next decision. */
export const lastDecision = signal<{ readonly keys: readonly string[]; readonly words: string } | null>(null)
export const notice = signal('')
/** The form to sign in is open. */
export const signingIn = signal(false)

/** Keys decided at one stroke, which one stroke takes back. */
const undoStack: (readonly string[])[] = []

/**
 * What was just done here and has not come back by way of the background. It is shown over what comes back meanwhile: whoever
 * decides ten findings in ten seconds must not lose a key to a slow machine.
 */
const decisionsUnderWay = new Map<string, ReviewFinding['decision']>()
let picksUnderWay = 0

function withUnderWay(now: TabReview): TabReview {
  const findings = now.findings.map((finding) => {
    const decision = decisionsUnderWay.get(finding.key)
    return decision === undefined ? finding : { ...finding, decision }
  })
  return { ...now, findings, current: picksUnderWay > 0 ? (review.value?.current ?? null) : now.current }
}

/** Show a decision at once, until the background has it. */
async function showUntil(taken: Promise<unknown>, key: string, decision: ReviewFinding['decision']): Promise<void> {
  decisionsUnderWay.set(key, decision)
  if (review.value) review.value = withUnderWay(review.value)
  await taken.finally(() => {
    if (decisionsUnderWay.get(key) === decision) decisionsUnderWay.delete(key)
  })
}

function forgetDecisions(): void {
  decisionsUnderWay.clear()
  undoStack.length = 0
  lastDecision.value = null
}

/** Rules whose repeats the person wants to see one by one. */
export const unfolded = signal<ReadonlySet<string>>(new Set())

/** Those of the wished severities that the search finds, folded ones among them. */
const chosen = computed(() =>
  select(review.value?.findings ?? [], settings.value?.drawn ?? [], search.value, order.value),
)

const list = computed(() => {
  // A finding picked on the page is shown, whatever is folded.
  const current = chosen.value.find(({ key }) => key === review.value?.current)
  const all = foldRepeats(chosen.value, unfolded.value)
  if (!current || all.shown.includes(current)) return all
  return foldRepeats(chosen.value, new Set([...unfolded.value, current.rule]))
})
export const listed = computed<readonly ReviewFinding[]>(() => list.value.shown)
/** Key of the last shown finding of a rule → how many more there are. */
export const folded = computed(() => list.value.folded)

/** How many findings there are to decide and how many are left: of what is listed, as hints nobody asked for are no work. */
export const progress = computed(() => {
  const drawn = settings.value?.drawn ?? []
  const wanted = (review.value?.findings ?? []).filter(({ severity }) => drawn.includes(severity))
  return { wanted: wanted.length, open: wanted.filter(isUndecided).length }
})

export function unfold(rule: string): void {
  unfolded.value = new Set([...unfolded.value, rule])
}

const text = computed(() => review.value?.text ?? '')
/** Read only where a note asks for its clause. */
const parsed = computed(() => parseDocument(text.value, { fragment: review.value?.fragment ?? false }))

/** Notes on record and notes waiting here, of the text now shown. */
const notes = computed<readonly Omit<LooseNote, 'clause'>[]>(() => {
  const me = account.value?.user.id
  const recorded = (review.value?.annotations ?? []).flatMap(({ id, span, by, body, quote, replacement, listedAs }) =>
    span ? [{ id, by: by.name, body, replacement, listedAs, waiting: false, isOwn: by.id === me, ...span, quote }] : [],
  )
  const kept = waiting.value.flatMap(({ id, place, act }) =>
    act.kind === 'annotation' && text.value.slice(place.start, place.end) === place.quote
      ? [
          {
            id,
            by: '',
            body: act.body ?? '',
            replacement: null,
            listedAs: act.listedAs ?? null,
            waiting: true,
            isOwn: true,
            ...place,
          },
        ]
      : [],
  )
  return [...recorded, ...kept]
})

/** What was written about the very words of a finding. */
export function notesOf({ start, end }: ReviewFinding): readonly CardNote[] {
  return notes.value.filter((note) => note.start === start && note.end === end)
}

/** The others: what the reviewer saw and no rule did. */
const looseNotes = computed<readonly LooseNote[]>(() => {
  const places = new Set(listed.value.map(({ start, end }) => `${start}-${end}`))
  const loose = notes.value.filter(({ start, end }) => !places.has(`${start}-${end}`))
  const words = search.value.trim().split(/\s+/).filter(Boolean)
  return loose
    .map((note) => ({ ...note, clause: labelAt(parsed.value, note.start) }))
    .filter(({ clause, quote, body }) => words.every((word) => `${clause}\n${quote}\n${body}`.includes(word)))
})

export const groups = computed<readonly ClauseGroup[]>(() => groupByClause(listed.value, order.value, looseNotes.value))

/** Ask the background; a refusal is for the place that asked. */
async function askBackground<Value>(message: FromPanel): Promise<Answer<Value>> {
  return (await browser.runtime.sendMessage(message)) as Answer<Value>
}

/** Ask the background; a refusal becomes the panel's one sentence. */
export async function tell<Value = null>(message: FromPanel): Promise<Value | null> {
  const answer = await askBackground<Value>(message)
  if (answer.ok) {
    notice.value = ''
    return answer.value
  }
  notice.value = answer.detail
  return null
}

export function pick(key: string): void {
  if (tabId.value === null) return
  asking.value = { key: '', what: 'none' }
  if (review.value) review.value = { ...review.value, current: key }
  picksUnderWay += 1
  void tell({ type: 'pick', tabId: tabId.value, key }).finally(() => {
    picksUnderWay -= 1
  })
}

const DECIDED = { accepted: '已采纳', rejected: '已不采纳', deferred: '已列为暂不处理' } as const

/** With all that is listed decided, what was folded away is next. */
function unfoldNext(key: string): string | null {
  for (const shown of folded.value.keys()) {
    const rule = listed.value.find((finding) => finding.key === shown)?.rule
    if (rule) unfold(rule)
  }
  return nextUndecided(listed.value, key)
}

/** Decide, and move to the next finding that is still open. */
export async function decide(key: string, choice: CardChoice): Promise<void> {
  const id = tabId.value
  if (id === null) return
  undoStack.push([key])
  asking.value = { key: '', what: 'none' }
  lastDecision.value = { keys: [key], words: choice.falseAlarm ? '已报误报' : DECIDED[choice.decision] }
  const next = nextUndecided(listed.value, key) ?? unfoldNext(key)
  const taken = tell({ type: 'decide', tabId: id, key, ...choice })
  if (next) pick(next)
  await showUntil(taken, key, shown(choice))
}

/** As the person takes it, before the service has it. */
const shown = ({ reason = '', falseAlarm = false, ...choice }: CardChoice): ReviewFinding['decision'] => ({
  verdict: null,
  message: null,
  suggestion: null,
  ...choice,
  reason,
  falseAlarm,
  by: '',
  at: '',
  waiting: true,
})

/** Takes over several at one stroke, in their order. */
export async function acceptAll(findings: readonly ReviewFinding[]): Promise<void> {
  const id = tabId.value
  const keys = findings.filter(isUndecided).map(({ key }) => key)
  if (id === null || keys.length === 0) return
  undoStack.push(keys)
  asking.value = { key: '', what: 'none' }
  lastDecision.value = { keys, words: `已采纳${keys.length}处` }
  const choice: CardChoice = { decision: 'accepted' }
  await Promise.all(
    keys.map((key) => showUntil(tell({ type: 'decide', tabId: id, key, ...choice }), key, shown(choice))),
  )
}

/** Undecided findings of each rule that are listed or folded away under it. */
export const alike = computed<ReadonlyMap<string, readonly ReviewFinding[]>>(() => {
  const byRule = new Map<string, ReviewFinding[]>()
  for (const finding of chosen.value.filter(isUndecided))
    byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding])
  return byRule
})

/** What was taken over, with the notes put beside it, as paragraphs for a paper; `null` where there is nothing. */
export function opinionText(): string | null {
  const found = (review.value?.findings ?? []).flatMap((finding) =>
    finding.decision?.decision === 'accepted' ? pointOfFinding(finding, finding.decision) : [],
  )
  const noted = notes.value.flatMap(({ listedAs, ...note }) =>
    listedAs === null ? [] : pointOfNote({ ...note, clause: labelAt(parsed.value, note.start), verdict: listedAs }),
  )
  return found.length + noted.length === 0 ? null : sayPoints([...found, ...noted])
}

const DECIDERS: readonly Role[] = ['reviewer', 'second', 'lead']

/** Whether whoever is signed in says what the opinion contains. */
export const mayList = computed(() => account.value?.user.roles.some((role) => DECIDERS.includes(role)) ?? false)

export async function listNote(id: string, listedAs: Verdict | null): Promise<void> {
  if (tabId.value !== null) await tell({ type: 'list-note', tabId: tabId.value, id, listedAs })
}

/** Take back decisions: the given ones, or those last taken at one stroke in this session. */
export async function undo(keys = undoStack.at(-1)): Promise<void> {
  const id = tabId.value
  if (id === null || keys === undefined) return
  const at = undoStack.findLastIndex((taken) => keys.every((key) => taken.includes(key)))
  const rest = undoStack[at]?.filter((key) => !keys.includes(key)) ?? []
  if (at >= 0) undoStack.splice(at, 1, ...(rest.length > 0 ? [rest] : []))
  if (lastDecision.value?.keys.some((key) => keys.includes(key))) lastDecision.value = null
  const taken = keys.map((key) => showUntil(tell({ type: 'undo', tabId: id, key }), key, null))
  pick(keys[0] as string)
  await Promise.all(taken)
}

export async function annotate(place: Span, body: string): Promise<void> {
  if (tabId.value === null) return
  asking.value = { key: '', what: 'none' }
  marked.value = null
  await tell({ type: 'annotate', tabId: tabId.value, place: { start: place.start, end: place.end }, body })
}

export async function changeNote(id: string, body: string | null): Promise<void> {
  if (tabId.value !== null) await tell({ type: 'change-note', tabId: tabId.value, id, body })
}

/** The words marked on the page that a note is being written about. */
export const marked = signal<Span | null>(null)

export async function annotateMarked(): Promise<void> {
  if (tabId.value === null) return
  view.value = 'findings'
  marked.value = await tell<Span>({ type: 'take-selection', tabId: tabId.value })
}

/** Which severities are listed and marked: one choice for the page and the list. */
export async function toggleSeverity(severity: ReviewFinding['severity']): Promise<void> {
  const { drawn } = settings.value ?? (await readSettings())
  const next = drawn.includes(severity) ? drawn.filter((other) => other !== severity) : [...drawn, severity]
  await changeSettings({ drawn: next })
}

/** The matter at the office's console, where the opinion is written. */
export function openConsole(): void {
  const draft = review.value?.draft
  if (draft && account.value) void browser.tabs.create({ url: `${account.value.baseUrl}/#/drafts/${draft.id}` })
}

export async function showHistory(): Promise<void> {
  view.value = 'history'
  history.value = null
  const draftId = review.value?.draft?.id
  if (!draftId) {
    history.value = '本稿还没有在服务上登记，没有办理记录。'
    return
  }
  const answer = await askBackground<{ items: HistoryEvent[] }>({ type: 'load-history', draftId })
  history.value = answer.ok ? answer.value.items : answer.detail
}

/** What the text cites; `null` while it is being worked out, a sentence where that failed. */
export const citations = signal<readonly CitedPlace[] | string | null>(null)

export async function showCitations(): Promise<void> {
  view.value = 'citations'
  citations.value = null
  if (tabId.value === null) return
  const answer = await askBackground<CitedPlace[]>({ type: 'list-citations', tabId: tabId.value })
  citations.value = answer.ok ? answer.value : answer.detail
}

/** 条文原文 from the service, asked for once. */
export const loadWording: LoadWording = rememberWording(async (title, place) => {
  const answer = await askBackground<ArticleWording>({ type: 'load-wording', title, place })
  if (!answer.ok) throw new Error(answer.detail)
  return answer.value
})

// Following the tab in front

/** @param fixed the tab to show whatever is in front, for a panel in a window of its own */
export async function followTab(fixed: number | null): Promise<void> {
  browser.storage.onChanged.addListener((changes) => {
    const id = tabId.value
    const key = `review:${id}`
    if (id !== null && key in changes) {
      const now = (changes[key]?.newValue as TabReview | undefined) ?? null
      // Findings of another text have other places: what was decided on the last one is taken back on its cards.
      if (now?.text !== review.value?.text) {
        forgetDecisions()
        marked.value = null
      }
      review.value = now && withUnderWay(now)
    }
    if ('settings' in changes) void readSettings().then((now) => (settings.value = now))
    if ('account' in changes) void readAccount().then((now) => (account.value = now))
    if ('outbox' in changes) waiting.value = (changes.outbox?.newValue as typeof waiting.value | undefined) ?? []
  })
  const [now, who, { outbox }] = await Promise.all([
    readSettings(),
    readAccount(),
    browser.storage.local.get('outbox') as Promise<{ outbox?: typeof waiting.value }>,
  ])
  settings.value = now
  account.value = who
  waiting.value = outbox ?? []
  if (fixed !== null) {
    await showTab(fixed)
    return
  }
  const { id: windowId } = await browser.windows.getCurrent()
  const showFront = async () => {
    const [tab] = await browser.tabs.query({ active: true, ...(windowId === undefined ? {} : { windowId }) })
    if (tab?.id !== undefined) await showTab(tab.id)
  }
  browser.tabs.onActivated.addListener((info) => {
    if (info.windowId === windowId) void showTab(info.tabId)
  })
  browser.tabs.onUpdated.addListener((id, change) => {
    if (id === tabId.value && change.status === 'complete') void look(id)
  })
  await showFront()
}

async function showTab(id: number): Promise<void> {
  if (tabId.value !== id) {
    view.value = 'findings'
    forgetDecisions()
  }
  tabId.value = id
  const key = `review:${id}`
  const area = browser.storage.session ?? browser.storage.local
  review.value = ((await area.get(key))[key] as TabReview | undefined) ?? null
  await look(id)
}

async function look(id: number): Promise<void> {
  await tell({ type: 'look-at-tab', tabId: id })
}
