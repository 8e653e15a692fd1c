import type { TextRun } from './change.ts'

/**
 * The text that results when some edits of a redline are accepted and the others rejected: all accepted gives the new
 * text, all rejected the old one.
 *
 * @param runs a redline of the whole of `a` against the whole of `b`
 * @param isAccepted asked once an edit with the index of its run; a deletion and the insertion in its place are two runs
 */
export function settleRuns(
  a: string,
  b: string,
  runs: readonly TextRun[],
  isAccepted: (run: TextRun, index: number) => boolean,
): string {
  return runs
    .map((run, index) => {
      if (run.kind === 'kept') return a.slice(run.a.start, run.a.end)
      const accepted = isAccepted(run, index)
      if (run.kind === 'deleted') return accepted ? '' : a.slice(run.a.start, run.a.end)
      return accepted ? b.slice(run.b.start, run.b.end) : ''
    })
    .join('')
}
