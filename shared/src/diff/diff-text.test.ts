import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTimeOf } from '../../../test/cpu-time.ts'
import { diffText } from './diff-text.ts'
import { settleRuns } from './settle-runs.ts'

/** `三[-日-]{+天+}`: the redline as a reader sees it. */
function redline(a: string, b: string): string {
  return diffText(a, b)
    .runs.map((run) => {
      if (run.kind === 'kept') return a.slice(run.a.start, run.a.end)
      return run.kind === 'deleted'
        ? `[-${a.slice(run.a.start, run.a.end)}-]`
        : `{+${b.slice(run.b.start, run.b.end)}+}`
    })
    .join('')
}

describe('diffText', () => {
  it.each([
    ['应当在三日内作出决定。', '应当在五日内作出决定。', '应当在[-三日-]{+五日+}内作出决定。'],
    ['应当在30日内作出决定。', '应当在15个工作日内作出决定。', '应当在[-30日-]{+15个工作日+}内作出决定。'],
    ['有关单位应当配合检查工作。', '有关单位可以配合检查工作。', '有关单位[-应当-]{+可以+}配合检查工作。'],
    ['处二百元以上二千元以下罚款。', '处五百元以上二千元以下罚款。', '处[-二百元以上-]{+五百元以上+}二千元以下罚款。'],
    [
      '依照本办法第三条第二款处理该事项。',
      '依照本办法第四条第二款处理该事项。',
      '依照本办法[-第三条第二款-]{+第四条第二款+}处理该事项。',
    ],
    [
      '根据《会计法》的规定制定本办法。',
      '根据《预算法》的规定制定本办法。',
      '根据[-《会计法》-]{+《预算法》+}的规定制定本办法。',
    ],
    [
      '自2024年5月1日起施行本办法。',
      '自2025年5月1日起施行本办法。',
      '自[-2024年5月1日-]{+2025年5月1日+}起施行本办法。',
    ],
    [
      '补助比例为百分之二十，按年发放。',
      '补助比例为百分之三十，按年发放。',
      '补助比例为[-百分之二十-]{+百分之三十+}，按年发放。',
    ],
    [
      '工商行政管理部门负责监督检查。',
      '市场监督管理部门负责监督检查。',
      '[-工商行政管理部门-]{+市场监督管理部门+}负责监督检查。',
    ],
    [
      '应当提交申请书、身份证复印件。',
      '应当提交申请书、承诺书、身份证复印件。',
      '应当提交申请书、{+承诺书、+}身份证复印件。',
    ],
    ['持有效通行证、身份证办理。', '持有效通行证或者居住证、身份证办理。', '持有效通行证{+或者居住证+}、身份证办理。'],
  ])('%s → %s', (a, b, expected) => {
    expect(redline(a, b)).toBe(expected)
  })

  it('leaves the neighbours of an inserted 项 untouched but for their numbers', () => {
    const a = '有下列情形的：\n（一）甲种情形的；\n（二）乙种情形的；\n（三）丙种情形的。'
    const b = '有下列情形的：\n（一）甲种情形的；\n（二）丁种严重情形的；\n（三）乙种情形的；\n（四）丙种情形的。'
    expect(redline(a, b)).toBe(
      '有下列情形的：\n（一）甲种情形的；\n{+（二）丁种严重情形的；\n+}[-（二）-]{+（三）+}乙种情形的；\n[-（三）-]{+（四）+}丙种情形的。',
    )
  })

  it('marks width and white space as typographic', () => {
    const runs = diffText('乡(镇)人民政府负责本辖区的日常管理工作。', '乡（镇）人民政府负责本辖区的日常管理工作。').runs
    expect(runs.filter((run) => run.kind !== 'kept').every((run) => run.typographic)).toBe(true)
  })

  it('shows two texts with little in common as rewritten', () => {
    const a = '婚姻登记员应当接受业务培训，经考核合格，方可从事登记工作。'
    const b = '国务院民政部门统筹规划全国信息库，会同外交、公安等部门建立共享机制。'
    const diff = diffText(a, b)
    expect(diff.rewritten).toBe(true)
    expect(diff.runs.map((run) => run.kind)).toEqual(['deleted', 'inserted'])
  })

  it('bounds two unrelated texts of 100,000 characters', () => {
    const noise = (seed: number) =>
      Array.from({ length: 100_000 }, (_, n) => String.fromCharCode(0x4e00 + ((n * seed * 7919) % 5000))).join('')
    const [a, b] = [noise(3), noise(7)]
    expect(cpuTimeOf(() => diffText(a, b))).toBeLessThan(5000)
  })
})

const words = fc.constantFrom(
  '应当',
  '可以',
  '不得',
  '三日',
  '五日',
  '1000元',
  '第三条',
  '（一）',
  '《某法》',
  '人民政府',
  '，',
  '。',
  '；\n',
  '\n',
  '的',
  '县',
  '审',
  '批',
  '𠀀',
  '𪚥',
  ' ',
  '（',
  '(',
  'a1',
) // prettier-ignore
const passage = fc.array(words, { maxLength: 60 }).map((list) => list.join(''))

describe('laws of the redline', () => {
  it('covers both texts in order, and kept runs are the same on both sides', () => {
    fc.assert(
      fc.property(passage, passage, (a, b) => {
        let atA = 0
        let atB = 0
        for (const run of diffText(a, b).runs) {
          expect([run.a.start, run.b.start]).toEqual([atA, atB])
          if (run.kind === 'kept') expect(a.slice(run.a.start, run.a.end)).toBe(b.slice(run.b.start, run.b.end))
          if (run.kind === 'inserted') expect(run.a.end).toBe(run.a.start)
          if (run.kind === 'deleted') expect(run.b.end).toBe(run.b.start)
          atA = run.a.end
          atB = run.b.end
        }
        expect([atA, atB]).toEqual([a.length, b.length])
      }),
      { numRuns: 500 },
    )
  })

  it('gives the new text when all is accepted and the old one when all is rejected', () => {
    fc.assert(
      fc.property(passage, passage, (a, b) => {
        const { runs } = diffText(a, b)
        expect(settleRuns(a, b, runs, () => true)).toBe(b)
        expect(settleRuns(a, b, runs, () => false)).toBe(a)
      }),
    )
  })

  it('never leaves one or two kept characters between two edits', () => {
    fc.assert(
      fc.property(passage, passage, (a, b) => {
        const { runs } = diffText(a, b)
        runs.forEach((run, n) => {
          const isInside = n > 0 && n + 1 < runs.length
          if (run.kind === 'kept' && isInside) expect(run.a.end - run.a.start).toBeGreaterThan(2)
        })
      }),
      { numRuns: 500 },
    )
  })

  it('never cuts a surrogate pair', () => {
    const isLow = (text: string, at: number) => at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00
    fc.assert(
      fc.property(passage, passage, (a, b) => {
        for (const run of diffText(a, b).runs) {
          expect([run.a.start, run.a.end].some((at) => isLow(a, at))).toBe(false)
          expect([run.b.start, run.b.end].some((at) => isLow(b, at))).toBe(false)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is the same every time', () => {
    fc.assert(
      fc.property(passage, passage, (a, b) => void expect(diffText(a, b)).toEqual(diffText(a, b))),
      { numRuns: 50 },
    )
  })
})

describe('a long unbroken line', () => {
  it('is compared phrase by phrase past the budget of words, not given up', () => {
    const phrases = Array.from({ length: 4000 }, (_, n) => `第${n}号事项由主管部门依照规定办理`)
    const edited = phrases.map((phrase, n) => (n % 4 === 0 ? phrase.replace('依照', '按照') : phrase))
    const { runs, rewritten } = diffText(phrases.join('，'), edited.join('，'))
    expect(rewritten).toBe(false)
    const kept = runs.filter((run) => run.kind === 'kept').reduce((sum, run) => sum + run.a.end - run.a.start, 0)
    expect(kept).toBeGreaterThan(0.7 * phrases.join('，').length)
  })
})
