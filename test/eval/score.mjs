export { DRAFTS, isReadHalf } from '@hongxian/server/reader-training'

/** The sets of labelled passages in the order they were written: the later ones by people who had not seen the rules. */
export const SETS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']

/** @param {string} file name of a file of passages */
export const setOf = (file) => SETS.find((set) => file.startsWith(`${set}-`)) ?? 'first'

/**
 * How findings on labelled passages are scored. An alarm is a finding that is not a hint.
 *
 * recall.span   labelled spans overlapped by an alarm of the same code (or one of `alt_codes`)
 * recall.group  the same, the code only in the same group (the part before the dot)
 * recall.any    the same, any code
 * clean.quiet   clean passages without an alarm
 * recall.withHints  as recall.group, hints counted
 * precision     alarms that overlap a label of the same group, of all alarms on clean and complete passages
 *
 * @param {Array<object>} cases labelled passages (`test/corpus/cases/README.md`)
 * @param {Map<string, Array<{code: string, severity: string, start: number, end: number, rule: string}>>} found
 */
export function score(cases, found) {
  const tally = { spans: 0, span: 0, group: 0, hinted: 0, any: 0, clean: 0, quiet: 0, alarms: 0, right: 0 }
  const byCode = new Map()
  const misses = []
  const falseAlarms = []
  for (const passage of cases) {
    const all = found.get(passage.id) ?? []
    const alarms = all.filter((f) => f.severity !== 'hint')
    const spans = passage.spans.map((span) => locate(passage, span))
    for (const span of spans) {
      const row = byCode.get(span.code) ?? { spans: 0, span: 0, group: 0, falseAlarms: 0 }
      byCode.set(span.code, row)
      const near = alarms.filter((f) => overlaps(f, span))
      const same = near.some((f) => span.codes.includes(f.code))
      const isOfGroup = (f) => span.codes.some((code) => group(code) === group(f.code))
      const sameGroup = near.some(isOfGroup)
      if (all.some((f) => overlaps(f, span) && isOfGroup(f))) tally.hinted++
      tally.spans++
      row.spans++
      if (same) {
        tally.span++
        row.span++
      }
      if (sameGroup) {
        tally.group++
        row.group++
      } else misses.push({ id: passage.id, code: span.code, quote: span.quote, why: span.why })
      if (near.length > 0) tally.any++
    }
    if (passage.kind === 'clean') {
      tally.clean++
      if (alarms.length === 0) tally.quiet++
    }
    if (passage.kind !== 'clean' && !passage.complete) continue
    for (const f of alarms) {
      tally.alarms++
      if (spans.some((s) => overlaps(f, s) && s.codes.some((code) => group(code) === group(f.code)))) tally.right++
      else {
        const row = byCode.get(f.code) ?? { spans: 0, span: 0, group: 0, falseAlarms: 0 }
        byCode.set(f.code, row)
        row.falseAlarms++
        falseAlarms.push({
          id: passage.id,
          rule: f.rule,
          quote: passage.text.slice(f.start, f.end),
          kind: passage.kind,
        })
      }
    }
  }
  return {
    cases: cases.length,
    recall: {
      span: ratio(tally.span, tally.spans),
      group: ratio(tally.group, tally.spans),
      any: ratio(tally.any, tally.spans),
      spans: tally.spans,
      withHints: ratio(tally.hinted, tally.spans),
    },
    clean: { quiet: ratio(tally.quiet, tally.clean), cases: tally.clean },
    precision: ratio(tally.right, tally.alarms),
    alarms: tally.alarms,
    byCode,
    misses,
    falseAlarms,
  }
}

const group = (code) => code.split('.')[0]
const overlaps = (a, b) => a.start < b.end && b.start < a.end
const ratio = (a, b) => (b === 0 ? null : Math.round((1000 * a) / b) / 1000)

function locate(passage, span) {
  const codes = [span.code, ...(span.alt_codes ?? [])]
  if (Number.isInteger(span.start)) return { ...span, codes, quote: passage.text.slice(span.start, span.end) }
  const start = passage.text.indexOf(span.quote)
  if (start < 0) throw new Error(`${passage.id}: the quote is not in the text: ${span.quote}`)
  return { ...span, codes, start, end: start + span.quote.length }
}
