import { describe, expect, it } from 'vitest'
import { parseDocument } from '../document/index.ts'
import { type EvidenceModel, type EvidenceWeights, listEvidence, type Reader, weighEvidence } from '../reader/index.ts'
import type { Finding } from './finding.ts'
import { hearReader, witness } from './hear-reader.ts'

const document = parseDocument('未经备案的，不得开工，须缴费。已备案的，可以开工。', {
  fragment: true,
  kind: 'normative',
})

const found = (rule: string, code: string, words: string, severity: Finding['severity']): Finding => {
  const start = document.text.indexOf(words)
  return {
    rule,
    code,
    severity,
    start,
    end: start + words.length,
    clause: '',
    message: '变相许可。',
    authority: [],
    suggestion: '删去。',
  }
}

// Only the likeness to labelled offences weighs here, as much as it says.
const byScore: EvidenceModel = { bias: 0, weights: { trust: 1000, score: 1000 } }
const EVIDENCE: EvidenceWeights = {
  trust: { 'p/set.license#r': 0, 'p/set.license#r?': 0 },
  facts: { 'p/cite.name#r': 2000, 'p/form.number#r': -1200 },
  rule: byScore,
  reader: byScore,
  cuts: { illegal: -300, rule: 0, reader: 500, hint: 100 },
}

const readerWith = (score: number | null, groups: Readonly<Record<string, number>> = {}): Reader => ({
  read: () => [],
  weigh: () => ({ score, alone: score, groups: new Map(Object.entries(groups)) }),
  evidence: EVIDENCE,
})

describe('a finding of a rule', () => {
  const alarm = found('p/set.license#r', 'set.license', '未经备案', 'illegal')
  const hint = { ...alarm, severity: 'hint' as const }

  it('becomes a hint where its words are unlike labelled offences, and says how often such words are right', () => {
    const [finding] = hearReader([alarm], [], document, readerWith(-2000))
    expect(finding).toMatchObject({ severity: 'hint' })
    expect(finding!.message).toBe('变相许可。（与标注案例比对，同类情形约1成确有问题，故只作提示。）')
  })

  it('keeps what its author gave it where they are like them', () => {
    expect(hearReader([alarm], [], document, readerWith(200))).toEqual([alarm])
    expect(hearReader([hint], [], document, readerWith(-200))).toEqual([hint])
  })

  it('is held to more where its author did not say 违法', () => {
    const improper = { ...alarm, severity: 'improper' as const }
    const severityOf = (one: Finding) => hearReader([one], [], document, readerWith(-200))[0]!.severity
    expect([severityOf(alarm), severityOf(improper)]).toEqual(['illegal', 'hint'])
  })

  it('needs as much likeness as its group and its record ask for', () => {
    const weights = { 'score×set': 1000, 'trust×score': -500 }
    const marginOf = (code: string, trust: number) => {
      const [one] = witness([{ ...alarm, code }], [], document, readerWith(-2000))
      return weighEvidence({ bias: 0, weights }, listEvidence(trust, one!.evidence))
    }
    expect(marginOf('set.license', 0)).toBe(-2000)
    expect(marginOf('set.license', 3000)).toBe(1000)
    expect(marginOf('rights.derogate', 0)).toBe(0)
  })

  it('is not made sound by sound prose around it', () => {
    const apart: Reader = { ...readerWith(-2000), weigh: () => ({ score: -2000, alone: 200, groups: new Map() }) }
    expect(hearReader([alarm], [], document, apart)).toEqual([alarm])
    expect(hearReader([], [found('reader/set.fee', 'set.fee', '须缴费', 'hint')], document, apart)).toEqual([])
  })

  it('is raised from a hint to 存疑, never further, where the words are like them', () => {
    const [finding] = hearReader([hint], [], document, readerWith(2000))
    expect(finding).toMatchObject({ severity: 'suspect' })
    expect(finding!.message).toContain('故列为存疑')
  })

  it('keeps its severity where training did not know the rule', () => {
    const own = { ...alarm, rule: 'office/set.license#own' }
    expect(hearReader([own], [], document, readerWith(-5000))).toEqual([own])
  })

  it('that is hardly ever right is left out where an alarm speaks of the same words, and only there', () => {
    const sure = { ...alarm, rule: 'office/set.license#own' }
    expect(hearReader([sure, hint], [], document, readerWith(-200))).toEqual([sure])
    expect(hearReader([hint], [], document, readerWith(-200))).toEqual([hint])
    const elsewhere = found('p/set.license#r', 'set.license', '已备案的', 'hint')
    expect(hearReader([sure, elsewhere], [], document, readerWith(-200))).toEqual([sure, elsewhere])
  })

  it('that only asks to look gives way to an alarm in its sentence, unless it is 存疑 for another group', () => {
    const sure = { ...alarm, rule: 'office/set.license#own' }
    const heard = (rule: string, code: string, words: string, score: number) => {
      const reader = readerWith(score)
      const trust = { ...EVIDENCE.trust, [`${rule}?`]: 0 }
      const findings = [sure, found(rule, code, words, 'hint')]
      return hearReader(findings, [], document, { ...reader, evidence: { ...EVIDENCE, trust } }).map((one) => one.rule)
    }
    expect(heard('p/set.fee#ask', 'set.fee', '须缴费', 2000)).toEqual([sure.rule])
    expect(heard('p/rights.derogate#ask', 'rights.derogate', '须缴费', -500)).toEqual([sure.rule])
    expect(heard('p/rights.derogate#ask', 'rights.derogate', '须缴费', 2000)).toHaveLength(2)
    expect(heard('p/set.fee#ask', 'set.fee', '可以开工', 2000)).toHaveLength(2)
  })

  it('goes by its record alone where it is a matter of fact', () => {
    const cited = { ...alarm, rule: 'p/cite.name#r', code: 'cite.name' }
    const numbered = { ...alarm, rule: 'p/form.number#r', code: 'form.number' }
    const severitiesAt = (score: number) =>
      hearReader([cited, numbered], [], document, readerWith(score)).map(({ severity }) => severity)
    expect(severitiesAt(-5000)).toEqual(['illegal', 'hint'])
    expect(severitiesAt(5000)).toEqual(['illegal', 'hint'])
  })

  it('is weighed down but never raised in a document that sets the law', () => {
    const statute = parseDocument(document.text, { kind: 'statute' })
    const improper = { ...alarm, severity: 'improper' as const }
    const patient = (score: number): Reader => ({
      ...readerWith(score),
      evidence: { ...EVIDENCE, cuts: { ...EVIDENCE.cuts, hint: -1000 } },
    })
    const severityOf = (one: Finding, score: number) =>
      hearReader([one], [], statute, patient(score)).map(({ severity }) => severity)
    expect(severityOf(alarm, -5000)).toEqual([])
    expect(severityOf(improper, -200)).toEqual(['hint'])
    expect(severityOf(alarm, 200)).toEqual(['illegal'])
    expect(severityOf(hint, 5000)).toEqual(['hint'])
  })
})

describe('a finding of the reader', () => {
  const read = (words: string) => found('reader/set.fee', 'set.fee', words, 'hint')
  const rule = found('p/set.license#r', 'set.license', '未经备案', 'illegal')

  it('is 存疑, a hint or nothing by how far it is to be believed', () => {
    const severities = [800, 300, 0].map((score) =>
      hearReader([], [read('须缴费')], document, readerWith(score)).map(({ severity }) => severity),
    )
    expect(severities).toEqual([['suspect'], ['hint'], []])
  })

  it('tells how often such words offend, not how often the 审核事项 is the one named', () => {
    const tenthsWith = (evidence: EvidenceWeights) =>
      /约(\d)成/.exec(hearReader([], [read('须缴费')], document, { ...readerWith(300), evidence })[0]!.message)![1]
    expect(tenthsWith(EVIDENCE)).toBe('6')
    expect(tenthsWith({ ...EVIDENCE, told: { bias: 1300, weights: { margin: 1300 } } })).toBe('8')
  })

  it('stays a hint about kin and papers where a paper is about families', () => {
    const severityUnder = (title: string, code: string) => {
      const paper = parseDocument(`${title}\n第一条 未经备案的，不得开工，须缴费。\n第二条 已备案的，可以开工。`)
      const one = {
        ...read('须缴费'),
        code,
        start: paper.text.indexOf('须缴费'),
        end: paper.text.indexOf('须缴费') + 3,
      }
      return hearReader([], [one], paper, readerWith(800)).map(({ severity }) => severity)
    }
    expect(severityUnder('临江县小学招生入学办法', 'rights.kin')).toEqual(['hint'])
    expect(severityUnder('临江县小学招生入学办法', 'set.fee')).toEqual(['suspect'])
    expect(severityUnder('临江县施工管理办法', 'rights.kin')).toEqual(['suspect'])
  })

  it('gives way to an alarm of a rule on the same words, not to a hint', () => {
    const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code)
    expect(codes(hearReader([rule], [read('备案的，不得')], document, readerWith(800)))).toEqual(['set.license'])
    const hint = { ...rule, severity: 'hint' as const, rule: 'office/set.license#own' }
    expect(codes(hearReader([hint], [read('备案的，不得')], document, readerWith(800)))).toContain('set.fee')
  })
})

describe('what is known of a finding', () => {
  it('counts the other findings of its sentence by group, and how far its own group leads', () => {
    const findings = [
      found('p/set.license#a', 'set.license', '未经备案', 'illegal'),
      found('p/set.fee#b', 'set.fee', '缴费', 'hint'),
      found('p/rights.derogate#c', 'rights.derogate', '不得开工', 'suspect'),
      found('p/set.license#d', 'set.license', '已备案', 'illegal'),
    ]
    const reader = readerWith(70, { set: 300, rights: 100, form: -200 })
    const evidence = witness(findings, [], document, reader).map((one) => one.evidence)
    expect(evidence[0]).toEqual({
      group: 'set',
      score: 70,
      lead: 200,
      sameAlarms: 0,
      sameHints: 1,
      otherAlarms: 1,
      isIllegal: true,
      isHint: false,
    })
    expect(evidence[2]).toMatchObject({ lead: -200, sameAlarms: 0, sameHints: 0, otherAlarms: 1 })
    expect(evidence[3]).toMatchObject({ sameAlarms: 0, otherAlarms: 0 })
  })
})
