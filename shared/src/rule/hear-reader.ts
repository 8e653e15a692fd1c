import type { ParsedDocument } from '../document/index.ts'
import {
  type Evidence,
  isReadable,
  listEvidence,
  NO_TRUST,
  type Reader,
  type Reading,
  tenthsRight,
  weighEvidence,
} from '../reader/index.ts'
import { firstEndingAfter, firstStartingAt } from '../text/index.ts'
import type { Finding } from './finding.ts'

/** A finding and what else is known of it. */
export interface Witnessed {
  readonly finding: Finding
  readonly evidence: Evidence
}

/**
 * Join what the second reader found to what the rules found: the one place where the two meet. Each finding is weighed by how
 * often its rule was right on labelled passages, how much its words resemble labelled offences, and what else was found in
 * the sentence; a rule that goes by facts, by its record alone. An alarm that is more often wrong than a reviewer bears
 * becomes a hint, a hint by words that is as often right becomes 存疑; each says so. A hint hardly ever right is left out where
 * an alarm stands over its words, a request to look where one stands in its sentence. Where a rule raised an alarm the reader is silent: a rule says which words crossed which line.
 *
 * A rule that training did not know, as an office's own, keeps the severity that its author gave it.
 *
 * A document that sets the law may say what those below it may not, and the cases are of those below: there the reader is
 * silent and no hint is raised, while an alarm must still be worth a reviewer's time, or is left out where hardly ever right.
 *
 * @param findings of the rules, unmerged: of several that speak of the same words, each has a record of its own, and that they
 * agree tells something too
 * @param read of the second reader
 */
export function hearReader(
  findings: readonly Finding[],
  read: readonly Finding[],
  document: ParsedDocument,
  reader: Reader,
): Finding[] {
  if (!isReadable(document)) return witness(findings, [], document, reader).flatMap((one) => weighDown(one, reader))
  const witnessed = witness(findings, read, document, reader)
  const weighed = withoutIdleHints(
    withoutSpareHints(
      witnessed.slice(0, findings.length).map((one) => weighRule(one, reader)),
      document,
    ),
  )
  const own = witnessed.slice(findings.length).flatMap((one) => weighReader(one, reader, document))
  return [...weighed, ...outsideAlarms(weighed, own)]
}

/** Each finding of the rules, then each of the second reader, with what else is known of it. */
export function witness(
  findings: readonly Finding[],
  read: readonly Finding[],
  document: ParsedDocument,
  reader: Reader,
): Witnessed[] {
  const { sentences } = document
  const sentenceOf = sentencesOf(document)
  const peers = new Map<number, Finding[]>()
  for (const one of findings) {
    const index = sentenceOf(one)
    const known = peers.get(index)
    if (known === undefined) peers.set(index, [one])
    else known.push(one)
  }
  // Findings of the same sentences are read alike.
  const readings = new Map<number, Reading>()
  const readingOf = (finding: Finding): Reading => {
    const first = sentenceOf(finding)
    const last = firstStartingAt(sentences, finding.end)
    if (first >= last) return reader.weigh(document, finding)
    const key = first * (sentences.length + 1) + last
    const known = readings.get(key)
    if (known !== undefined) return known
    const reading = reader.weigh(document, finding)
    readings.set(key, reading)
    return reading
  }
  return [...findings, ...read].map((finding, i) => {
    const others = (peers.get(sentenceOf(finding)) ?? []).filter((one) => one !== finding)
    const own = groupOf(finding.code)
    const same = others.filter(({ code }) => groupOf(code) === own)
    const alarms = same.filter(isAlarm).length
    const { score, alone, groups } = readingOf(finding)
    const isOfRule = i < findings.length
    return {
      finding,
      evidence: {
        group: own,
        // Sound prose around what a rule found does not make it sound.
        score: isOfRule && score !== null && alone !== null ? Math.max(score, alone) : score,
        lead: leadOf(groups, own),
        sameAlarms: alarms,
        sameHints: same.length - alarms,
        otherAlarms: others.filter((one) => groupOf(one.code) !== own && isAlarm(one)).length,
        isIllegal: finding.severity === 'illegal',
        isHint: finding.severity === 'hint',
      },
    }
  })
}

const sentencesOf =
  ({ sentences }: ParsedDocument) =>
  ({ start }: Finding): number =>
    firstEndingAfter(sentences, start)

/** How far a group is ahead of all others, or behind the first of them. */
function leadOf(groups: Reading['groups'], own: string): number {
  let other = Number.NEGATIVE_INFINITY
  for (const [group, weight] of groups) if (group !== own) other = Math.max(other, weight)
  const weight = groups.get(own)
  return weight === undefined || !Number.isFinite(other) ? 0 : weight - other
}

/** Under which a rule's record stands: its hints have one of their own. */
export const trustKey = ({ rule, severity }: Pick<Finding, 'rule' | 'severity'>): string =>
  severity === 'hint' ? `${rule}?` : rule

interface Weighed {
  readonly finding: Finding
  /** Its author only asks to look at the words: 请核对. */
  readonly isRequest: boolean
  /** A hint that is hardly ever right. */
  readonly isIdle: boolean
}

/**
 * Whoever reads of an offence in a sentence looks at the sentence: a request to look at it for the same group of 审核事项 adds
 * nothing, nor does one for another group that is not even 存疑.
 */
function withoutSpareHints(weighed: readonly Weighed[], document: ParsedDocument): Weighed[] {
  const sentenceOf = sentencesOf(document)
  const alarmed = new Map<number, Set<string>>()
  for (const { finding, isRequest } of weighed) {
    if (isRequest || !isAlarm(finding)) continue
    const sentence = sentenceOf(finding)
    const groups = alarmed.get(sentence)
    if (groups === undefined) alarmed.set(sentence, new Set([groupOf(finding.code)]))
    else groups.add(groupOf(finding.code))
  }
  return weighed.filter(({ finding, isRequest }) => {
    const groups = isRequest ? alarmed.get(sentenceOf(finding)) : undefined
    return groups === undefined || (isAlarm(finding) && !groups.has(groupOf(finding.code)))
  })
}

/** A card for what is hardly ever right only tires where another card speaks of the same words anyway. */
function withoutIdleHints(weighed: readonly Weighed[]): Finding[] {
  const idle = new Set(weighed.filter(({ isIdle }) => isIdle).map(({ finding }) => finding))
  const findings = weighed.map(({ finding }) => finding)
  const alone = new Set(outsideAlarms(findings, [...idle]))
  return findings.filter((one) => !idle.has(one) || alone.has(one))
}

function weighRule({ finding, evidence }: Witnessed, { evidence: weights }: Reader): Weighed {
  const key = trustKey(finding)
  const trust = weights.trust[key]
  const margin = trust === undefined ? weights.facts[key] : weighEvidence(weights.rule, listEvidence(trust, evidence))
  const cut = finding.severity === 'illegal' ? weights.cuts.illegal : weights.cuts.rule
  if (margin === undefined) return { finding, isRequest: false, isIdle: false }
  const isRequest = trust !== undefined && finding.severity === 'hint'
  const isIdle = trust !== undefined && margin < Math.min(cut, weights.cuts.hint)
  if (margin >= cut === isAlarm(finding)) return { finding, isRequest, isIdle }
  const share = `（与标注案例比对，同类情形约${tenthsRight(margin)}成确有问题，故`
  const changed: Finding = isAlarm(finding)
    ? { ...finding, severity: 'hint', message: `${finding.message}${share}只作提示。）` }
    : { ...finding, severity: 'suspect', message: `${finding.message}${share}列为存疑。）` }
  return { finding: changed, isRequest, isIdle }
}

function weighDown(one: Witnessed, reader: Reader): readonly Finding[] {
  if (!isAlarm(one.finding)) return [one.finding]
  const { finding, isIdle } = weighRule(one, reader)
  return isIdle ? [] : [finding]
}

/** Who goes to which school, who is housed or registered: kin, papers and persons are what such a paper is about. */
const OF_FAMILIES =
  /招生|入学|入读|升学|学位|招考|考试|积分|住房|公租|廉租|经济适用|户籍|户口|入户|落户|居住证|流动人口|生育|救助|养老/
const FAMILY_CODES: readonly string[] = ['rights.kin', 'rights.personal', 'set.proof']
const isItsMatter = (code: string, { frontMatter }: ParsedDocument): boolean =>
  FAMILY_CODES.includes(code) && OF_FAMILIES.test(frontMatter.title?.value ?? '')

function weighReader(
  { finding, evidence }: Witnessed,
  { evidence: weights }: Reader,
  document: ParsedDocument,
): readonly Finding[] {
  const margin = weighEvidence(weights.reader, listEvidence(NO_TRUST, evidence))
  if (margin < weights.cuts.hint) return []
  const isSure = margin >= weights.cuts.reader && !isItsMatter(finding.code, document)
  const severity = isSure ? 'suspect' : 'hint'
  const told = weights.told === undefined ? margin : weighEvidence(weights.told, { margin })
  const message = `${finding.message}同等相似程度的表述中，约${tenthsRight(told)}成确有问题。`
  return [{ ...finding, severity, message }]
}

const isAlarm = ({ severity }: Finding): boolean => severity !== 'hint'
const groupOf = (code: string): string => code.slice(0, code.indexOf('.'))

function outsideAlarms(findings: readonly Finding[], read: readonly Finding[]): readonly Finding[] {
  const alarms = findings.filter(isAlarm).sort((a, b) => a.start - b.start)
  // How far the alarms up to each reach: one that reaches beyond a start stands over it.
  const reach: number[] = []
  for (const { end } of alarms) reach.push(Math.max(end, reach.at(-1) ?? 0))
  return read.filter((one) => {
    const last = firstStartingAt(alarms, one.end) - 1
    return last < 0 || reach[last]! <= one.start
  })
}
