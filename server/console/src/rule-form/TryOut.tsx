import type { DraftSummary } from '@hongxian/shared/api'
import type { Explanation } from '@hongxian/shared/rule'
import { useMemo, useState } from 'preact/hooks'
import { ask, sentenceOf, useLoaded } from '../ask.ts'
import { KIND_NAMES } from '../words.ts'
import type { Trial, TriedAs } from './try-rule.ts'
import { NAMES } from './unshown.ts'

interface TryOutProps {
  readonly trial: Trial
  /** Sentences, one a line. */
  readonly text: string
  readonly onText: (text: string) => void
  readonly onExample: (key: '应发现' | '不应发现', sentence: string) => void
}

interface Taken {
  readonly title: string
  readonly text: string
  readonly as: TriedAs
}

/** 试一试: what the rule sees in sentences or in a draft, and why, while it is being written. */
export function TryOut({ trial, text, onText, onExample }: TryOutProps) {
  const [kind, setKind] = useState<TriedAs['kind']>(null)
  const [level, setLevel] = useState<TriedAs['issuerLevel']>(null)
  const [taken, setTaken] = useState<Taken | null>(null)
  const { usual } = trial
  const as = useMemo(
    (): TriedAs => ({ kind: kind ?? usual.kind, issuerLevel: level ?? usual.issuerLevel, isWhole: false }),
    [kind, level, usual.kind, usual.issuerLevel],
  )
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return (
    <aside class="f-try" aria-label="试一试">
      <h2>试一试</h2>
      <Standing trial={trial} />
      <div class="c-bar">
        <select
          aria-label="按什么文种试"
          value={as.kind ?? ''}
          onChange={(event) => setKind(event.currentTarget.value as TriedAs['kind'])}
        >
          {Object.entries(KIND_NAMES).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <select
          aria-label="按什么发文层级试"
          value={as.issuerLevel ?? ''}
          onChange={(event) => setLevel((event.currentTarget.value || null) as TriedAs['issuerLevel'])}
        >
          <option value="">层级不明</option>
          {NAMES.发文层级?.map((name) => (
            <option key={name} value={name}>
              {name}级
            </option>
          ))}
        </select>
        <RecentDrafts onTake={setTaken} />
      </div>
      <textarea
        aria-label="试用的句子"
        rows={4}
        placeholder="输入或者粘贴句子，一行一句"
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      {trial.judge === null && <p class="hx-quiet">填好“找什么”之后，这里立即显示结果。</p>}
      {trial.judge &&
        lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place
          <Line key={i} line={line} trial={trial} as={as} isOpen={lines.length === 1} onExample={onExample} />
        ))}
      {taken && trial.judge && <Whole taken={taken} trial={trial} onClose={() => setTaken(null)} />}
    </aside>
  )
}

/** How the examples come out. */
function Standing({ trial: { finds, passes } }: { trial: Trial }) {
  const told = (states: Trial['finds']) =>
    `${states.filter((state) => state === 'right').length}／${states.filter((state) => state !== 'blank').length}`
  const areWrong = [...finds, ...passes].includes('wrong')
  return (
    <p class={areWrong ? 'c-error' : 'hx-quiet'}>
      例句：应发现的已发现 {told(finds)}，不应发现的未发现 {told(passes)}
    </p>
  )
}

interface LineProps {
  readonly line: string
  readonly trial: Trial
  readonly as: TriedAs
  readonly isOpen: boolean
  readonly onExample: TryOutProps['onExample']
}

function Line({ line, trial, as, isOpen, onExample }: LineProps) {
  const told = useMemo(() => trial.judge?.(line, as), [trial, line, as])
  if (!told) return null
  return (
    <section class="f-line" data-found={told.fires}>
      <p>
        <strong>{told.fires ? '发现' : told.silenced.length > 0 ? '未发现（属于例外）' : '未发现'}</strong>
        <Underlined text={line} told={told} />
      </p>
      <details open={isOpen}>
        <summary>为什么</summary>
        <Steps steps={told.steps} />
      </details>
      <span class="f-item-end">
        <button type="button" class="hx-plain" onClick={() => onExample('应发现', line.trim())}>
          列为应发现
        </button>
        <button type="button" class="hx-plain" onClick={() => onExample('不应发现', line.trim())}>
          列为不应发现
        </button>
      </span>
    </section>
  )
}

/** The first step names the rule, which one is looking at. */
function Steps({ steps }: { steps: Explanation['steps'] }) {
  return (
    <ul class="f-steps">
      {steps.slice(1).map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step has nothing but its place
        <li key={i} style={{ marginLeft: `${(/^ */.exec(step)?.[0].length ?? 0) / 2}em` }}>
          {step.trim()}
        </li>
      ))}
    </ul>
  )
}

/** The text with what is found underlined, and what an exception keeps silent marked. */
function Underlined({ text, told }: { text: string; told: Pick<Explanation, 'found' | 'silenced'> }) {
  const spans = [
    ...told.found.map((span) => ({ ...span, isFound: true })),
    ...told.silenced.map((span) => ({ ...span, isFound: false })),
  ].sort((a, b) => a.start - b.start || Number(b.isFound) - Number(a.isFound))
  let at = 0
  const pieces = spans.flatMap(({ start, end, isFound }) => {
    const from = Math.max(start, at)
    if (from >= end) return []
    const before = text.slice(at, from)
    at = end
    return [
      before,
      <mark key={from} class={isFound ? 'f-hit' : 'f-silenced'}>
        {text.slice(from, end)}
      </mark>,
    ]
  })
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  )
}

const AROUND = 40
const SHOWN = 50

/** What is found in a whole draft, place by place. */
function Whole({ taken, trial, onClose }: { taken: Taken; trial: Trial; onClose: () => void }) {
  const told = useMemo(() => trial.judge?.(taken.text, taken.as), [taken, trial])
  if (!told) return null
  const places = [
    ...told.found.map((span) => ({ ...span, isFound: true })),
    ...told.silenced.map((span) => ({ ...span, isFound: false })),
  ]
  return (
    <section class="f-line" data-found={told.fires}>
      <p>
        <strong>
          {taken.title}：发现 {told.found.length} 处
          {told.silenced.length > 0 && `，属于例外 ${told.silenced.length} 处`}
        </strong>
        <button type="button" class="hx-plain" onClick={onClose}>
          收起
        </button>
      </p>
      <ol>
        {places.slice(0, SHOWN).map(({ start, end, isFound }) => (
          <li key={`${start} ${end}`}>
            {!isFound && '（例外）'}
            {taken.text.slice(Math.max(0, start - AROUND), start)}
            <mark class={isFound ? 'f-hit' : 'f-silenced'}>{taken.text.slice(start, end)}</mark>
            {taken.text.slice(end, end + AROUND)}
          </li>
        ))}
      </ol>
      <details>
        <summary>为什么</summary>
        <Steps steps={told.steps} />
      </details>
    </section>
  )
}

/** The latest drafts of the office, to try the rule on. */
function RecentDrafts({ onTake }: { onTake: (taken: Taken) => void }) {
  const drafts = useLoaded<readonly DraftSummary[]>(
    'recent',
    async () => (await ask('listDrafts', { query: { limit: 20 } })).items,
  )
  const [error, setError] = useState('')
  const take = (id: string) => {
    const draft = drafts.value?.find((one) => one.id === id)
    if (!draft) return
    setError('')
    ask('getVersion', { params: { versionId: draft.currentVersionId } }).then(
      ({ text }) =>
        onTake({ title: draft.title, text, as: { kind: draft.kind, issuerLevel: draft.issuerLevel, isWhole: true } }),
      (reason: unknown) => setError(sentenceOf(reason)),
    )
  }
  if (drafts.value?.length === 0) return null
  return (
    <>
      <select
        aria-label="在最近办理的文件上试"
        value=""
        onChange={(event) => {
          take(event.currentTarget.value)
          event.currentTarget.value = ''
        }}
      >
        <option value="">在最近办理的文件上试</option>
        {drafts.value?.map((draft) => (
          <option key={draft.id} value={draft.id}>
            {draft.title}
          </option>
        ))}
      </select>
      {error && <span class="c-error">{error}</span>}
    </>
  )
}
