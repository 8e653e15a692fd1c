import type { Finding, Severity } from '../rule/finding.ts'
import type { Verdict } from './verdict.ts'

export const VERDICT_NAMES: Readonly<Record<Verdict, string>> = {
  illegal: '违法',
  improper: '不当',
  hint: '建议修改',
}

/** What a severity comes to once a person has taken the finding over and said nothing else. */
export const verdictOf = (severity: Severity): Verdict => (severity === 'suspect' ? 'improper' : severity)

/** One point that an opinion is made of, in the words that the reviewer lets stand. */
export interface OpinionPoint extends Pick<Finding, 'clause' | 'start' | 'message' | 'authority' | 'suggestion'> {
  readonly quote: string
  readonly verdict: Verdict
}

type Decidable = Pick<Finding, 'clause' | 'start' | 'severity' | 'message' | 'authority' | 'suggestion'> & {
  readonly quote: string
}

/** What the reviewer said instead of the machine; `null` where its words stand. */
export interface OwnWords {
  readonly verdict: Verdict | null
  readonly message: string | null
  readonly suggestion: string | null
}

/** A finding that was taken over, as it stands in the opinion: the reviewer's words where there are any, the machine's doubt nowhere. */
export function pointOfFinding(finding: Decidable, { verdict, message, suggestion }: OwnWords): OpinionPoint {
  const { clause, start, quote, authority } = finding
  const concluded = verdict ?? verdictOf(finding.severity)
  return {
    clause,
    start,
    quote,
    authority,
    verdict: concluded,
    message: message ?? sayDecided(finding.message, concluded),
    suggestion: suggestion ?? adviceOf(finding.suggestion),
  }
}

/** A note that the reviewer put into the opinion. */
export function pointOfNote(note: {
  readonly clause: string
  readonly start: number
  readonly quote: string
  readonly body: string
  readonly replacement: string | null
  readonly verdict: Verdict
}): OpinionPoint {
  const { body, replacement, ...place } = note
  const suggestion = replacement === null ? '' : `修改为“${replacement}”。`
  return { ...place, authority: [], message: /[。；？]$/.test(body) ? body : `${body}。`, suggestion }
}

/** 涉嫌, said with the reviewer's word: what is 违法 is so, what is 不当 is not called unlawful, advice says how it may be read. */
const HEDGES: Readonly<Record<Verdict, readonly (readonly [RegExp, string])[]>> = {
  illegal: [
    [/涉嫌(?=违|不符合|超越|侵犯|侵占|减损|构成|不当)/g, ''],
    [/涉嫌/g, '属于'],
  ],
  improper: [
    [/涉嫌违法/g, '不当'],
    [/涉嫌违反/g, '不符合'],
    [/涉嫌(?=不符合|不当)/g, ''],
    [/涉嫌/g, '属于'],
  ],
  hint: [[/涉嫌/g, '容易被理解为']],
}

/** What the machine says of itself: how often it was right, and what it compared with. */
const ASIDE = /（与标注案例比对，[^）]*）|同等相似程度的表述中，约[^。]*。/g
const LIKENESS = /^与标注案例比对，此处表述疑似涉及“([^”]+)”。.*$/s
const LIKENESS_ADVICE = /^本提示由案例比对得出/

/**
 * The machine's message once a person has decided: what it doubts is decided, what it compared with is not the office's ground. Words quoted
 * from the draft, and 涉嫌犯罪 as laws have it, stay.
 */
export function sayDecided(message: string, verdict: Verdict): string {
  const said = message.replace(ASIDE, '').replace(LIKENESS, '该表述涉及“$1”，应当核对上位法依据。')
  return said
    .split(/(“[^”]*”|涉嫌[^，。；]{0,6}犯罪)/)
    .map((part, index) =>
      index % 2 === 1 ? part : HEDGES[verdict].reduce((words, [hedge, word]) => words.replace(hedge, word), part),
    )
    .join('')
}

const adviceOf = (suggestion: string): string => (LIKENESS_ADVICE.test(suggestion) ? '' : suggestion)
