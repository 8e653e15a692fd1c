import type { Annotation, RecordedFinding, User } from '@hongxian/shared/api'
import { labelAt, type ParsedDocument, parseDocument } from '@hongxian/shared/document'
import { pointOfFinding, pointOfNote, sayPoints, type Verdict } from '@hongxian/shared/review'
import {
  type Asking,
  type CardChoice,
  type CardNote,
  ClauseText,
  CopyButton,
  copyText,
  FindingCard,
  type LoadWording,
  Note,
} from '@hongxian/shared/ui'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { ask, isStale, sentenceOf, useLoaded } from './ask.ts'
import { itemNames } from './item-names.ts'
import { useWording } from './use-wording.ts'

const DECIDERS = ['reviewer', 'second', 'lead']

type Placed = Annotation & { readonly span: NonNullable<Annotation['span']> }

/** The text of a version, what was found in it and noted about it, and what is decided on that. */
export function Findings({ versionId, me }: { versionId: string; me: User }) {
  const params = { versionId }
  const loaded = useLoaded(versionId, () =>
    Promise.all([
      ask('getVersion', { params }),
      ask('listFindings', { params }),
      ask('listAnnotations', { params }),
      itemNames(),
    ]),
  )
  const [current, setCurrent] = useState<string | null>(null)
  const work = useWork(loaded.reload)
  const loadWording = useWording(loaded.value?.[1].asOf)
  const text = loaded.value?.[0].text ?? ''
  const document = useMemo(() => parseDocument(text), [text])
  if (!loaded.value) return loaded.error ? <p class="c-error">{loaded.error}</p> : <p class="hx-quiet">正在打开。</p>
  const [, { findings }, { items: notes }, names] = loaded.value
  const mayDecide = me.roles.some((role) => DECIDERS.includes(role))
  const placed = notes.filter((note): note is Placed => note.span !== null)
  const isAbout = ({ start, end }: RecordedFinding) =>
    placed.filter(({ span }) => span.start === start && span.end === end)
  const loose = placed.filter(
    ({ span }) => !findings.some(({ start, end }) => span.start === start && span.end === end),
  )
  const list = [
    ...findings.map((finding) => ({ start: finding.start, finding, note: null })),
    ...loose.map((note) => ({ start: note.span.start, finding: null, note })),
  ].sort((a, b) => a.start - b.start)
  const open = findings.filter(({ decision }) => decision === null)
  const alikeTo = ({ rule }: RecordedFinding) => open.filter((other) => other.rule === rule)
  const onListNote = mayDecide ? work.listNote : undefined
  return (
    <div class="c-columns">
      <Text text={text} findings={findings} current={current} />
      <div class="c-findings" aria-busy={work.isBusy}>
        {(loaded.error ?? work.error) && (
          <p role="alert" class="c-error">
            {loaded.error ?? work.error}
          </p>
        )}
        <AtOnce
          open={mayDecide ? open.filter(({ severity }) => severity !== 'hint') : []}
          accepted={findings}
          notes={placed}
          document={document}
          work={work}
        />
        {list.length === 0 && <p class="hx-quiet">没有发现问题。审核结果供审核人员参考，不代替人工审核。</p>}
        {list.map(({ finding, note }) =>
          finding ? (
            <Card
              key={finding.id}
              finding={finding}
              item={names.get(finding.code) ?? finding.code}
              notes={isAbout(finding).map(toCardNote)}
              isCurrent={current === finding.id}
              onPick={() => setCurrent(finding.id)}
              loadWording={loadWording}
              onDecide={mayDecide ? (choice) => work.decide(finding, choice) : undefined}
              alike={alikeTo(finding).length}
              onAcceptAlike={() => work.decideAll(alikeTo(finding), 'accepted')}
              onListNote={onListNote}
            />
          ) : (
            <article key={note.id} class="hx-finding">
              <header class="hx-finding-head">
                <span class="hx-item">批注</span>
                <span class="hx-quiet hx-place">{labelAt(document, note.span.start)}</span>
              </header>
              <p class="hx-message">“{note.quote}”</p>
              <Note note={toCardNote(note)} onChange={undefined} onList={onListNote} />
            </article>
          ),
        )}
      </div>
    </div>
  )
}

const toCardNote = ({ id, by, body, listedAs }: Annotation): CardNote => ({
  id,
  by: by.name,
  body,
  listedAs,
  waiting: false,
  isOwn: false,
})

type Work = ReturnType<typeof useWork>

/** Decides, and shows the findings as they are then. */
function useWork(onDone: () => void) {
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)
  /** Those last taken over at once, to be taken back at once. */
  const [last, setLast] = useState<readonly string[]>([])
  const run = async (work: Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setError('')
    try {
      await work
      onDone()
      return true
    } catch (cause) {
      setError(sentenceOf(cause))
      if (isStale(cause)) onDone() // shows what somebody else decided
      return false
    } finally {
      setBusy(false)
    }
  }
  return {
    error,
    isBusy,
    last,
    decide: ({ id, decision }: RecordedFinding, choice: CardChoice | { decision: 'undone' }) => {
      // One of them is decided anew: the others are taken back one by one, if at all.
      if (last.includes(id)) setLast([])
      const body = { ...choice, seen: decision?.at ?? null }
      void run(ask('decideFinding', { params: { findingId: id }, body }))
    },
    decideAll: (findings: readonly RecordedFinding[], decision: 'accepted' | 'undone') => {
      const findingIds = findings.map(({ id }) => id)
      const seen = Object.fromEntries(findings.map((finding) => [finding.id, finding.decision?.at ?? null]))
      const done = run(ask('decideFindings', { body: { findingIds, decision, seen } }))
      void done.then((isDone) => isDone && setLast(decision === 'accepted' ? findingIds : []))
    },
    listNote: (annotationId: string, listedAs: Verdict | null) =>
      void run(ask('changeAnnotation', { params: { annotationId }, body: { listedAs } })),
  }
}

interface AtOnceProps {
  readonly open: readonly RecordedFinding[]
  readonly accepted: readonly RecordedFinding[]
  readonly notes: readonly Placed[]
  readonly document: ParsedDocument
  readonly work: Work
}

/** What is done to all findings, and what is taken along of all that was accepted. */
function AtOnce({ open, accepted, notes, document, work: { last, isBusy, decideAll } }: AtOnceProps) {
  const points = [
    ...accepted.flatMap((finding) =>
      finding.decision?.decision === 'accepted' ? pointOfFinding(finding, finding.decision) : [],
    ),
    ...notes.flatMap(({ span, listedAs, resolved, ...note }) =>
      listedAs === null || resolved
        ? []
        : pointOfNote({ ...note, start: span.start, clause: labelAt(document, span.start), verdict: listedAs }),
    ),
  ]
  if (open.length < 2 && points.length === 0) return null
  const said = sayPoints(points)
  return (
    <div class="hx-bulk">
      {open.length > 1 && (
        <button type="button" class="hx-plain" disabled={isBusy} onClick={() => decideAll(open, 'accepted')}>
          {open.length}处未处理的全部采纳（提示除外）
        </button>
      )}
      {points.length > 0 && (
        <CopyButton key={said} label="复制审核意见" text={() => said} onCopy={(words) => void copyText(words)} />
      )}
      {last.length > 0 && (
        <span role="status">
          已采纳{last.length}处 ·{' '}
          <button
            type="button"
            class="hx-plain"
            disabled={isBusy}
            onClick={() =>
              decideAll(
                accepted.filter(({ id }) => last.includes(id)),
                'undone',
              )
            }
          >
            撤销
          </button>
        </span>
      )}
    </div>
  )
}

interface CardProps {
  readonly finding: RecordedFinding
  readonly item: string
  readonly notes: readonly CardNote[]
  readonly isCurrent: boolean
  readonly onPick: () => void
  readonly loadWording: LoadWording
  readonly onDecide: ((choice: CardChoice | { decision: 'undone' }) => void) | undefined
  readonly alike: number
  readonly onAcceptAlike: () => void
  readonly onListNote: Work['listNote'] | undefined
}

function Card({ finding, isCurrent, onDecide, onAcceptAlike, ...shown }: CardProps) {
  const [asking, setAsking] = useState<Asking>('none')
  const decision = finding.decision && { ...finding.decision, by: finding.decision.by.name, waiting: false }
  const decide = (choice: CardChoice | { decision: 'undone' }) => {
    setAsking('none')
    onDecide?.(choice)
  }
  return (
    <FindingCard
      {...shown}
      finding={{ ...finding, key: finding.id, decision }}
      place={finding.clause}
      current={isCurrent}
      asking={asking}
      onAsk={setAsking}
      onCopy={(words) => void copyText(words)}
      {...(onDecide ? { onDecide: decide, onUndo: () => decide({ decision: 'undone' }), onAcceptAlike } : {})}
    />
  )
}

/** The text with what was found pointed out; the one picked is brought into view. */
function Text({
  text,
  findings,
  current,
}: {
  text: string
  findings: readonly RecordedFinding[]
  current: string | null
}) {
  const box = useRef<HTMLDivElement>(null)
  const picked = findings.find(({ id }) => id === current)
  useEffect(() => {
    const line = picked && box.current?.querySelector<HTMLElement>(`[data-line="${lineOf(text, picked.start)}"]`)
    // Only the text scrolls; the page with its buttons stays where it is.
    if (line && box.current) box.current.scrollTop = line.offsetTop - box.current.clientHeight / 2
  }, [picked, text])
  let at = 0
  return (
    <div class="c-text" ref={box}>
      {text.split('\n').map((line) => {
        const start = at
        at += line.length + 1
        const spans = findings
          .filter((finding) => finding.start < at && finding.end > start && finding.end > finding.start)
          .map((finding) => ({
            start: Math.max(0, finding.start - start),
            end: Math.min(line.length, finding.end - start),
          }))
        return (
          <p
            key={start}
            data-line={start}
            data-current={picked !== undefined && picked.start < at && picked.end > start}
          >
            <ClauseText text={line} spans={spans} />
          </p>
        )
      })}
    </div>
  )
}

/** Offset of the line that an offset stands in. */
const lineOf = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1
