import {
  type OpinionPoint,
  type OwnWords,
  pointOfFinding,
  sayPoints,
  VERDICT_NAMES,
  type Verdict,
} from '@hongxian/shared/review'
import type { Authority, Finding } from '@hongxian/shared/rule'
import { useState } from 'preact/hooks'
import { chineseDate, LawWording, type LoadWording } from './law-wording.tsx'
import { SeverityMark } from './severity-mark.tsx'

/** What a person made of a finding, as a card shows it. */
export interface CardDecision {
  readonly decision: 'accepted' | 'rejected' | 'deferred'
  readonly reason: string
  readonly falseAlarm: boolean
  readonly by: string
  /** With `accepted`, what was said instead of the machine; `null` where its words stand. */
  readonly verdict: Verdict | null
  readonly message: string | null
  readonly suggestion: string | null
  /** Kept on this machine and not yet with the service. */
  readonly waiting: boolean
}

export interface CardFinding extends Finding {
  readonly key: string
  /** The words found. */
  readonly quote: string
  readonly decision: CardDecision | null
}

/** What a reviewer wrote about the words of a finding. */
export interface CardNote {
  readonly id: string
  readonly by: string
  readonly body: string
  readonly waiting: boolean
  /** Written by whoever looks at it: to be changed and withdrawn. */
  readonly isOwn: boolean
  /** 列入审核意见, and as what. */
  readonly listedAs: Verdict | null
}

/** A decision as the person takes it. */
export interface CardChoice {
  readonly decision: 'accepted' | 'rejected' | 'deferred'
  readonly reason?: string
  readonly falseAlarm?: boolean
  readonly verdict?: Verdict
  readonly message?: string
  readonly suggestion?: string
}

export interface FindingCardProps {
  readonly finding: CardFinding
  /** Name of the 审核事项. */
  readonly item: string
  /** Shown at the right of the head: 1/2 in its clause, or the clause. */
  readonly place: string
  readonly current?: boolean
  /** Which question is open; held outside so that keys can open it too. */
  readonly asking?: Asking | undefined
  readonly onAsk?: ((asking: Asking) => void) | undefined
  /** The words of the sentence before and after those a rewrite replaces. */
  readonly around?: { readonly before: string; readonly after: string } | undefined
  readonly notes?: readonly CardNote[]
  readonly onPick?: () => void
  readonly onDecide?: ((choice: CardChoice) => void) | undefined
  readonly onUndo?: (() => void) | undefined
  readonly onAnnotate?: ((body: string) => void) | undefined
  /** Changes a note of one's own; `null` withdraws it. */
  readonly onChangeNote?: ((id: string, body: string | null) => void) | undefined
  /** Puts a note into the opinion, or takes it out. */
  readonly onListNote?: ((id: string, listedAs: Verdict | null) => void) | undefined
  readonly onCopy?: ((text: string) => void) | undefined
  /** How many undecided findings of the same rule there are, this one among them. */
  readonly alike?: number
  /** Takes over all of them. */
  readonly onAcceptAlike?: (() => void) | undefined
  /** Where the wording of 依据 comes from; not offered where there is no way to ask. */
  readonly loadWording?: LoadWording | undefined
}

export type Asking = 'none' | 'reason' | 'note' | 'false-alarm' | 'words'

/** The four reasons most often given for 不采纳. */
const COMMON_REASONS = ['上位法有规定', '属内部管理', '属民事约定', '表述不致误解'] as const

export const DECISION_NAMES = { accepted: '采纳', rejected: '不采纳', deferred: '暂不处理' } as const

/** A finding as a colleague's note: the words, what they do, what it rests on, what to write instead, and the decision. */
export function FindingCard(props: FindingCardProps) {
  const { finding, item, place, current = false } = props
  const { words, says } = wordsOf(finding)
  return (
    <article class="hx-finding" data-key={finding.key} data-current={current} data-decided={finding.decision !== null}>
      <header class="hx-finding-head">
        <SeverityMark severity={finding.severity} />
        <span class="hx-item">{item}</span>
        <span class="hx-quiet hx-place">{place}</span>
      </header>
      <button type="button" class="hx-quote" onClick={props.onPick} title={finding.quote}>
        “{words}”
      </button>
      <p class="hx-message">{says}</p>
      <AuthorityList authority={finding.authority} load={props.loadWording} />
      <Suggestion finding={finding} around={props.around} onCopy={props.onCopy} />
      <OtherReasons also={finding.also ?? []} />
      {props.notes?.map((note) => (
        <Note key={note.id} note={note} onChange={props.onChangeNote} onList={props.onListNote} />
      ))}
      {finding.decision ? <Decided {...props} decision={finding.decision} /> : <Decide {...props} />}
      {props.asking === 'words' && props.onDecide && (
        <WordsForm finding={finding} onDone={props.onDecide} onCancel={() => props.onAsk?.('none')} />
      )}
      {props.asking === 'note' && props.onAnnotate && (
        <NoteForm of={subjectOf(finding)} onDone={props.onAnnotate} onCancel={() => props.onAsk?.('none')} />
      )}
    </article>
  )
}

/** A message that opens with words of the quote need not stand beside them: they are quoted once, then 此处 is spoken of. */
function wordsOf({ quote, message }: CardFinding): { readonly words: string; readonly says: string } {
  const opening = /^“([^”]+)”/.exec(message)
  return opening !== null && quote.includes(opening[1]!)
    ? { words: opening[1]!, says: `此处${message.slice(opening[0].length)}` }
    : { words: quote, says: message }
}

function AuthorityList({ authority, load }: { authority: readonly Authority[]; load: LoadWording | undefined }) {
  const [open, setOpen] = useState(false)
  const first = authority[0]
  if (!first) return null
  return (
    <div>
      <button type="button" class="hx-plain" aria-expanded={open} onClick={() => setOpen(!open)}>
        依据 {shortName(first.law)}
        {first.article ?? ''}
        {authority.length > 1 ? `等${authority.length}项` : ''}
        {open ? '\u00a0▾' : '\u00a0▸'}
      </button>
      {open && (
        <div class="hx-unfold">
          {authority.map((entry) => (
            <div key={`${entry.law}${entry.article}`}>
              <p class="hx-law">
                《{entry.law}》{entry.article ?? ''}
                {entry.version ? `（${chineseDate(entry.version)}版本）` : ''}
                {entry.gist ? `：${entry.gist.replace(/[。；]$/, '')}。` : ''}
              </p>
              {load && isPlace(entry.article) && <LawWording title={entry.law} place={entry.article} load={load} />}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

function Suggestion({ finding, around, onCopy }: Pick<FindingCardProps, 'finding' | 'around' | 'onCopy'>) {
  const [open, setOpen] = useState(false)
  if (!finding.suggestion && !finding.fix) return null
  const words = finding.fix?.after ?? finding.suggestion
  return (
    <div>
      <button type="button" class="hx-plain" aria-expanded={open} onClick={() => setOpen(!open)}>
        建议修改为 {open ? '▾' : '▸'}
      </button>
      {open && (
        <div class="hx-unfold">
          {finding.fix && (
            <div class="hx-redline">
              {around?.before}
              <del>{finding.fix.before}</del>
              <ins>{finding.fix.after}</ins>
              {around?.after}
            </div>
          )}
          {finding.suggestion && <p>{finding.suggestion}</p>}
          {onCopy && <CopyButton label="复制" text={() => words} onCopy={onCopy} />}
        </div>
      )}
    </div>
  )
}

/** What other rules say of the same words: one stands there, several are folded, so that the decision stays in sight. */
function OtherReasons({ also }: { also: NonNullable<Finding['also']> }) {
  const [open, setOpen] = useState(false)
  const isShown = open || also.length === 1
  return (
    <>
      {also.length > 1 && (
        <button type="button" class="hx-plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          同一处另有{also.length}条理由 {open ? '▾' : '▸'}
        </button>
      )}
      {isShown &&
        also.map((other) => (
          <p class="hx-quiet" key={other.rule}>
            另：{other.message}
          </p>
        ))}
    </>
  )
}

function Decide(props: FindingCardProps) {
  const { finding, asking = 'none', onAsk, onDecide, onAnnotate, alike = 1, onAcceptAlike } = props
  if (!onDecide) return null
  const toggle = (wanted: Asking) => onAsk?.(asking === wanted ? 'none' : wanted)
  return (
    <>
      <div class="hx-actions">
        <button type="button" onClick={() => onDecide({ decision: 'accepted' })}>
          采纳
        </button>
        <button type="button" aria-expanded={asking === 'words'} onClick={() => toggle('words')}>
          修改后采纳
        </button>
        <button type="button" aria-expanded={asking === 'reason'} onClick={() => toggle('reason')}>
          不采纳
        </button>
        {onAnnotate && <NoteButton class="" asking={asking} onAsk={onAsk} />}
        <button type="button" class="hx-plain" onClick={() => onDecide({ decision: 'deferred' })}>
          暂不处理
        </button>
        <button
          type="button"
          class="hx-plain hx-push"
          aria-expanded={asking === 'false-alarm'}
          onClick={() => toggle('false-alarm')}
        >
          误报？
        </button>
      </div>
      {alike > 1 && onAcceptAlike && (
        <button type="button" class="hx-plain" onClick={onAcceptAlike}>
          同类{alike}处一并采纳
        </button>
      )}
      {asking === 'reason' && (
        <ReasonForm
          of={subjectOf(finding)}
          label="不采纳的理由"
          confirm="不采纳"
          common={COMMON_REASONS}
          onDone={(reason) => onDecide({ decision: 'rejected', reason })}
          onCancel={() => onAsk?.('none')}
        />
      )}
      {asking === 'false-alarm' && (
        <ReasonForm
          of={subjectOf(finding)}
          label="为何是误报（交规则维护人核实，本条规则不因此停用）"
          confirm="报误报"
          onDone={(reason) => onDecide({ decision: 'rejected', reason, falseAlarm: true })}
          onCancel={() => onAsk?.('none')}
        />
      )}
    </>
  )
}

/** 违法, 不当 or 建议修改, the defect and the proposal, as they are to stand in the opinion. */
function WordsForm({
  finding,
  onDone,
  onCancel,
}: {
  finding: CardFinding
  onDone: (choice: CardChoice) => void
  onCancel: () => void
}) {
  const { decision } = finding
  const stands = pointOfFinding(finding, decision ?? NOTHING_OWN)
  const subject = `${subjectOf(finding)}|words`
  const [words, setWords] = useState(unsentWords.get(subject) ?? stands)
  const change = (part: Partial<typeof words>) => {
    unsentWords.set(subject, { ...words, ...part })
    setWords({ ...words, ...part })
  }
  // Whoever changes the conclusion and not the words means the words to follow it.
  const conclude = (verdict: Verdict) => {
    const isMachines = words.message === pointOfFinding(finding, { ...NOTHING_OWN, verdict: words.verdict }).message
    change(isMachines ? pointOfFinding(finding, { ...NOTHING_OWN, verdict }) : { verdict })
  }
  const send = () => {
    unsentWords.delete(subject)
    const own = pointOfFinding(finding, { ...NOTHING_OWN, verdict: words.verdict })
    const [message, suggestion] = [words.message.trim(), words.suggestion.trim()]
    onDone({
      decision: 'accepted',
      ...(words.verdict === finding.severity ? {} : { verdict: words.verdict }),
      ...(message === own.message ? {} : { message }),
      ...(suggestion === own.suggestion ? {} : { suggestion }),
    })
  }
  return (
    <form
      class="hx-reasons"
      onSubmit={(event) => {
        event.preventDefault()
        if (words.message.trim() !== '') send()
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.isComposing) return
        if (event.key === 'Escape') onCancel()
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        event.currentTarget.requestSubmit()
      }}
    >
      <VerdictButtons chosen={words.verdict} onChoose={conclude} />
      <label class="hx-field">
        问题
        <textarea
          rows={4}
          maxLength={10_000}
          value={words.message}
          onInput={({ currentTarget: { value } }) => change({ message: value })}
          ref={focusOnce}
        />
      </label>
      <label class="hx-field">
        修改建议
        <textarea
          rows={3}
          maxLength={10_000}
          value={words.suggestion}
          onInput={({ currentTarget: { value } }) => change({ suggestion: value })}
        />
      </label>
      <div class="hx-actions">
        <button type="submit" class="hx-primary" disabled={words.message.trim() === ''}>
          采纳
        </button>
        <button type="button" onClick={onCancel}>
          取消
        </button>
        <span class="hx-quiet hx-push">Ctrl+回车确认</span>
      </div>
    </form>
  )
}

const NOTHING_OWN: OwnWords = { verdict: null, message: null, suggestion: null }
const unsentWords = new Map<string, OpinionPoint>()

function VerdictButtons({ chosen, onChoose }: { chosen: Verdict | null; onChoose: (verdict: Verdict) => void }) {
  return (
    <fieldset class="hx-actions hx-choice" aria-label="性质">
      {VERDICTS.map((verdict) => (
        <button type="button" key={verdict} aria-pressed={chosen === verdict} onClick={() => onChoose(verdict)}>
          {VERDICT_NAMES[verdict]}
        </button>
      ))}
    </fieldset>
  )
}

const VERDICTS: readonly Verdict[] = ['illegal', 'improper', 'hint']

function NoteButton({ asking, onAsk, ...look }: Pick<FindingCardProps, 'asking' | 'onAsk'> & { class: string }) {
  const isOpen = asking === 'note'
  return (
    <button type="button" {...look} aria-expanded={isOpen} onClick={() => onAsk?.(isOpen ? 'none' : 'note')}>
      批注
    </button>
  )
}

interface NoteProps {
  readonly note: CardNote
  readonly onChange: FindingCardProps['onChangeNote']
  readonly onList: FindingCardProps['onListNote']
}

/** A note with, for its author, the ways to change it and to take it back; for who decides, whether it stands in the opinion. */
export function Note({ note, onChange, onList }: NoteProps) {
  const [isEditing, setEditing] = useState(false)
  const isMine = note.isOwn && onChange !== undefined
  if (isEditing)
    return (
      <NoteForm
        of={note.id}
        written={note.body}
        onDone={(body) => {
          setEditing(false)
          onChange?.(note.id, body)
        }}
        onCancel={() => setEditing(false)}
      />
    )
  return (
    <div class="hx-note">
      批注{note.by ? `（${note.by}）` : ''}：{note.body}
      {note.waiting ? ' · 待上传' : ''}
      {isMine && (
        <>
          {' · '}
          <button type="button" class="hx-plain" onClick={() => setEditing(true)}>
            修改
          </button>
          {' · '}
          <button type="button" class="hx-plain" onClick={() => onChange(note.id, null)}>
            撤回
          </button>
        </>
      )}
      {onList && (
        <label class="hx-list-note">
          <input
            type="checkbox"
            checked={note.listedAs !== null}
            onChange={({ currentTarget: { checked } }) => onList(note.id, checked ? 'improper' : null)}
          />
          列入审核意见
        </label>
      )}
      {onList && note.listedAs !== null && (
        <VerdictButtons chosen={note.listedAs} onChoose={(verdict) => onList(note.id, verdict)} />
      )}
      {!onList && note.listedAs !== null && (
        <span class="hx-quiet">　列入审核意见：{VERDICT_NAMES[note.listedAs]}</span>
      )}
    </div>
  )
}

/** Survives that the text changes around the words, as the key of a finding does not. */
const subjectOf = ({ rule, quote }: CardFinding): string => `${rule}|${quote}`

/** What was begun and not sent, by what it is about: a card that closes or moves takes nobody's words with it. */
const unsent = new Map<string, string>()

export interface NoteFormProps {
  /** What is written about; the same again finds the words that were begun. */
  readonly of: string
  /** What stands there already. */
  readonly written?: string
  readonly onDone: (body: string) => void
  readonly onCancel: () => void
}

export const NoteForm = (props: NoteFormProps) => <ReasonForm label="批注" confirm="保存批注" {...props} />

interface ReasonFormProps extends NoteFormProps {
  readonly label: string
  readonly confirm: string
  /** Reasons at hand; each is also given by typing its number. */
  readonly common?: readonly string[]
}

function ReasonForm({ of, label, confirm, common = [], written = '', onDone, onCancel }: ReasonFormProps) {
  const subject = `${of}|${label}`
  const [reason, setReason] = useState(unsent.get(subject) ?? written)
  const send = (words: string) => {
    unsent.delete(subject)
    onDone(words)
  }
  const given = reason.trim()
  const ready = given !== ''
  return (
    <form
      class="hx-reasons"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) send(common[Number(given) - 1] ?? given)
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        // Enter that ends a composition belongs to the input method.
        if (event.isComposing) return
        if (event.key === 'Escape') onCancel()
        if (event.key !== 'Enter' || event.shiftKey || !(event.target as Element).matches('textarea')) return
        event.preventDefault()
        event.currentTarget.requestSubmit()
      }}
    >
      {common.length > 0 && (
        <div class="hx-actions">
          {common.map((words, index) => (
            <button type="button" key={words} onClick={() => send(words)}>
              <span class="hx-quiet">{index + 1}</span> {words}
            </button>
          ))}
        </div>
      )}
      <textarea
        rows={2}
        aria-label={label}
        placeholder={label}
        value={reason}
        onInput={({ currentTarget: { value } }) => {
          unsent.set(subject, value)
          setReason(value)
        }}
        ref={focusOnce}
      />
      <div class="hx-actions">
        <button type="submit" class="hx-primary" disabled={!ready}>
          {confirm}
        </button>
        <button type="button" onClick={onCancel}>
          取消
        </button>
        <span class="hx-quiet hx-push">回车确认，Shift+回车换行</span>
      </div>
    </form>
  )
}

function focusOnce(field: HTMLTextAreaElement | null): void {
  if (field && !field.dataset.focused) {
    field.dataset.focused = 'true'
    field.focus()
    field.closest('form')?.scrollIntoView({ block: 'nearest' })
  }
}

function Decided(props: FindingCardProps & { decision: CardDecision }) {
  const { finding, decision, asking = 'none', onAsk, onAnnotate, onUndo, onDecide, onCopy } = props
  const isAccepted = decision.decision === 'accepted'
  const isOpen = asking === 'words'
  return (
    <div class="hx-decided">
      {decision.falseAlarm ? '已报误报' : `已${DECISION_NAMES[decision.decision].replace('暂不处理', '列为暂不处理')}`}
      {decision.verdict && `，定为${VERDICT_NAMES[decision.verdict]}`}
      {decision.reason ? `：${decision.reason}` : ''}
      {decision.by ? `（${decision.by}）` : ''}
      {decision.waiting ? ' · 待上传' : ''}
      {onUndo && (
        <>
          {' · '}
          <button type="button" class="hx-plain" onClick={onUndo}>
            撤销
          </button>
        </>
      )}
      {isAccepted && onDecide && (
        <>
          {' · '}
          <button
            type="button"
            class="hx-plain"
            aria-expanded={isOpen}
            onClick={() => onAsk?.(isOpen ? 'none' : 'words')}
          >
            修改
          </button>
        </>
      )}
      {isAccepted && onCopy && (
        <>
          {' · '}
          <CopyButton label="复制意见" text={() => sayPoints([pointOfFinding(finding, decision)])} onCopy={onCopy} />
        </>
      )}
      {onAnnotate && (
        <>
          {' · '}
          <NoteButton class="hx-plain" asking={asking} onAsk={onAsk} />
        </>
      )}
      {decision.message && <p class="hx-own">问题：{decision.message}</p>}
      {decision.suggestion && <p class="hx-own">修改建议：{decision.suggestion}</p>}
    </div>
  )
}

interface CopyButtonProps {
  readonly label: string
  readonly text: () => string
  readonly onCopy: (text: string) => void
}

/** Says that it was copied. */
export function CopyButton({ label, text, onCopy }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  return (
    <button
      type="button"
      class="hx-plain"
      onClick={() => {
        onCopy(text())
        setCopied(true)
      }}
    >
      {isCopied ? '已复制' : label}
    </button>
  )
}

/** 中华人民共和国行政许可法 → 行政许可法, as offices say it. */
function shortName(law: string): string {
  return law.replace(/^中华人民共和国(?=.{2,})/, '')
}

/** 第十六条第四款, and not the number of a document that has no articles. */
const isPlace = (article: string | null | undefined): article is string => /^第.+条/.test(article ?? '')
