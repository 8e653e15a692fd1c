import { CHANGE_NAMES, type ClauseChange, type TextRun } from '@hongxian/shared/diff'

export interface RedlineProps {
  readonly runs: readonly TextRun[]
  readonly before: string
  readonly after: string
}

/**
 * Old and new words of one clause in one line: struck out and underlined. A change of white space, width or punctuation is
 * shown only where nothing else changed: a reviewer looks for words.
 */
export function Redline({ runs, before, after }: RedlineProps) {
  const hidesShape = runs.some(({ kind, typographic }) => kind !== 'kept' && typographic !== true)
  return (
    <div class="hx-redline">
      {runs.map((run) => {
        const key = `${run.a.start}-${run.b.start}-${run.kind}`
        if (hidesShape && run.typographic === true)
          return run.kind === 'inserted' ? <span key={key}>{after.slice(run.b.start, run.b.end)}</span> : null
        if (run.kind === 'deleted') return <del key={key}>{before.slice(run.a.start, run.a.end)}</del>
        if (run.kind === 'inserted') return <ins key={key}>{after.slice(run.b.start, run.b.end)}</ins>
        return <span key={key}>{after.slice(run.b.start, run.b.end)}</span>
      })}
    </div>
  )
}

export interface ChangeViewProps {
  readonly change: ClauseChange
  /** The whole old and new text. */
  readonly before: string
  readonly after: string
  readonly onPick?: () => void
}

/** What became of one clause, from version to version. */
export function ChangeView({ change, before, after, onPick }: ChangeViewProps) {
  return (
    <section class="hx-change" data-kind={change.kind} data-substantive={change.substantive.length > 0}>
      <header class="hx-change-head">
        <b>
          <Labels change={change} />
        </b>
        <span class="hx-quiet">{CHANGE_NAMES[change.kind]}</span>
        {change.typographic && <span class="hx-quiet">仅标点、空格</span>}
        {onPick && change.after.length > 0 && (
          <button type="button" class="hx-plain" onClick={onPick}>
            定位
          </button>
        )}
      </header>
      <ChangeBody change={change} before={before} after={after} />
      {change.substantive.length > 0 && (
        <ul class="hx-substantive">
          {change.substantive.map((item) => (
            <li key={`${item.kind}${item.before}${item.after}`}>
              {item.kind}：{item.before || '（无）'} → {item.after || '（无）'}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Labels({ change }: { change: ClauseChange }) {
  const before = change.before.join('、')
  const after = change.after.join('、')
  if (!after || before === after) return <>{before || after}</>
  if (!before) return <>{after}</>
  if (change.moved)
    return (
      <>
        {after} <span class="hx-moved">移自{before}</span>
      </>
    )
  return (
    <>
      <span class="hx-renumbered">{before}→</span>
      {after}
    </>
  )
}

function ChangeBody({ change, before, after }: { change: ClauseChange; before: string; after: string }) {
  if (change.kind === 'kept' || change.kind === 'renumbered') return null
  const simple = change.rewritten || change.runs.length === 0
  if (!simple) return <Redline runs={change.runs} before={before} after={after} />
  if (change.kind === 'moved' && !change.edited)
    return <div class="hx-redline">{change.spansB.map((span) => after.slice(span.start, span.end)).join('\n')}</div>
  return (
    <div class="hx-redline">
      {change.spansA.map((span) => (
        <del key={`a${span.start}`}>{before.slice(span.start, span.end)}</del>
      ))}
      {change.spansA.length > 0 && change.spansB.length > 0 && '\n'}
      {change.spansB.map((span) => (
        <ins key={`b${span.start}`}>{after.slice(span.start, span.end)}</ins>
      ))}
    </div>
  )
}
