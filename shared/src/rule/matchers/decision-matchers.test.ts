import { describe, expect, it } from 'vitest'
import { ruleSetOf } from '../../../../test/rule-set.ts'
import { parseDocument } from '../../document/index.ts'
import { CheckContext } from '../check-context.ts'
import { MATCHERS } from './index.ts'

const RULE_SET = ruleSetOf({})

function run(name: string, text: string, options: Record<string, unknown> = {}): string[] {
  const context = new CheckContext(parseDocument(text, { kind: 'enforcement', fragment: true }), RULE_SET, '2026-11-20')
  return MATCHERS[name]!.find(context, options).map(({ start, end }) => text.slice(start, end))
}

describe('case-order', () => {
  const order = { 应先: ['立案', '告知'], 应后: ['决定书', '作出决定'] }

  it('tells a step dated after the one that must follow it, in a sentence and in a list', () => {
    expect(run('case-order', '处罚决定书日期为3月2日，立案审批表日期为3月9日。', order)).toHaveLength(1)
    expect(run('case-order', '3月10日　签发处罚决定书\n3月11日　送达事先告知书\n', order)).toEqual([
      '3月11日　送达事先告知书',
    ])
    expect(run('case-order', '3月2日立案，3月9日告知，4月1日作出决定。', order)).toEqual([])
  })

  it('counts the first of repeated steps and leaves plans aside', () => {
    expect(run('case-order', '3月2日告知，4月1日作出决定，4月9日又就撤销告知当事人。', order)).toEqual([])
    expect(run('case-order', '4月1日作出决定，拟于4月9日告知。', order)).toEqual([])
  })

  it('counts the days between steps in order', () => {
    const limit = { 应先: ['立案'], 应后: ['作出决定'], 相隔大于: 90 }
    expect(run('case-order', '2026年1月2日立案，6月1日作出决定。', limit)).toHaveLength(1)
    expect(run('case-order', '2026年1月2日立案，3月1日作出决定。', limit)).toEqual([])
  })
})

describe('fact-after-decision', () => {
  it('tells a fact dated after the decision', () => {
    const wrong = '经查，你于2027年3月4日违法捕捞。本决定于2026年4月2日作出。'
    expect(run('fact-after-decision', wrong)).toEqual(['2027年3月4日违法捕捞。'])
    expect(run('fact-after-decision', wrong.replace('2027', '2026'))).toEqual([])
    expect(run('fact-after-decision', '请于2027年3月4日前改正。本决定于2026年4月2日作出。')).toEqual([])
  })
})

describe('party-mismatch', () => {
  it('tells a unit named otherwise', () => {
    const text = '当事人：嘉南家具有限公司。经查，嘉北家具有限公司未建立台账。'
    expect(run('party-mismatch', text)).toEqual(['嘉北家具有限公司'])
    expect(run('party-mismatch', text.replace('嘉北', '嘉南'))).toEqual([])
    expect(run('party-mismatch', `${text}原名见附页。`)).toEqual([])
  })

  it('tells a person named otherwise, and not another person of the surname', () => {
    expect(run('party-mismatch', '当事人：石建军，男。石建国于3月倾倒渣土。')).toEqual(['石建国'])
    expect(run('party-mismatch', '当事人：石建军，男。证人石小兰的陈述附卷。')).toEqual([])
  })
})

describe('sum-mismatch', () => {
  it('tells a total that is not the sum of its parts', () => {
    expect(run('sum-mismatch', '没收违法所得6420元，罚款20000元，合计28420元。')).toEqual(['合计28420元'])
    expect(run('sum-mismatch', '货值9000元，没收违法所得6420元，罚款20000元，合计26420元。')).toEqual([])
  })

  it('tells a product that is not the base times the factor', () => {
    expect(run('sum-mismatch', '货值金额三千元，处五倍的罚款一万八千元。')).toHaveLength(1)
    expect(run('sum-mismatch', '货值金额三千元，处五倍的罚款一万五千元。')).toEqual([])
    expect(run('sum-mismatch', '合同价款二百万元，处百分之二的罚款，计五万元。')).toHaveLength(1)
  })
})

describe('fine-raised', () => {
  it('tells a fine above the one in the notice, unless the party was told again', () => {
    const text = '本局告知拟处罚款三千元。经研究，决定罚款六千元。'
    expect(run('fine-raised', text)).toEqual(['六千元'])
    expect(run('fine-raised', `${text}变更后已重新告知。`)).toEqual([])
    expect(run('fine-raised', text.replace('六千', '二千'))).toEqual([])
  })
})

describe('blank-field', () => {
  it('tells a date and a place left open, and leaves a line for a signature alone', () => {
    expect(run('blank-field', '某县水利局\n2026年　月　日')).toEqual(['2026年　月　日'])
    expect(run('blank-field', '你在　　　镇占用土地。')).toEqual(['　　　'])
    expect(run('blank-field', '当事人：某商行　经营者：王某　地址：某路3号')).toEqual([])
    expect(run('blank-field', '承办人签名：______')).toEqual([])
  })
})

describe('record-mismatch', () => {
  const kind = (name: string) => ({ 种类: name })

  it('tells a term that its first and last day belie', () => {
    expect(run('record-mismatch', '拘留六日，自2026年5月8日至5月20日。', kind('起止'))).toHaveLength(1)
    expect(run('record-mismatch', '查封三十日，自2026年5月1日至5月30日。', kind('起止'))).toEqual([])
  })

  it('tells a time limit that had run out', () => {
    const text = '责令你于2026年3月1日前改正。本决定于2026年4月2日作出。'
    expect(run('record-mismatch', text, kind('已过'))).toHaveLength(1)
    expect(run('record-mismatch', text.replace('3月', '5月'), kind('已过'))).toEqual([])
  })

  it('tells numbers of the wrong length and a birthday of another', () => {
    expect(run('record-mismatch', '统一社会信用代码9151082MA6B00064Q，', kind('证号'))).toHaveLength(1)
    expect(run('record-mismatch', '统一社会信用代码91510823MA6B00064Q，', kind('证号'))).toEqual([])
    const person = '王某，1984年5月2日出生，身份证号码450102198405023026，'
    expect(run('record-mismatch', person, kind('证号'))).toEqual([])
    expect(run('record-mismatch', person.replace('1984年', '1986年'), kind('证号'))).toHaveLength(1)
  })

  it('tells a party addressed in two ways', () => {
    expect(run('record-mismatch', '你公司未申报。你公司应改正。你店未按期缴款。', kind('称谓'))).toEqual(['你店'])
    expect(run('record-mismatch', '你公司未申报。你公司应改正。你公司未缴款。', kind('称谓'))).toEqual([])
  })

  it('tells an organ at the foot that is not that of the title', () => {
    const text = '某县水利局行政处罚决定书\n当事人：王某，男。\n决定罚款二百元。\n某县水务局\n2026年5月6日'
    expect(run('record-mismatch', text, kind('落款'))).toHaveLength(1)
    expect(run('record-mismatch', text.replace('水务局', '水利局'), kind('落款'))).toEqual([])
  })
})
