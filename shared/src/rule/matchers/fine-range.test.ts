import { describe, expect, it } from 'vitest'
import { ruleSetOf } from '../../../../test/rule-set.ts'
import { parseDocument } from '../../document/index.ts'
import { CheckContext } from '../check-context.ts'
import { fineRange } from './fine-range.ts'

const LAW = (title: string) =>
  ({ title, level: '法律', version: '2020-01-01', effective: '2020-01-01', articles: 90 }) as const

const RULE_SET = ruleSetOf({
  reference: { laws: [LAW('中华人民共和国价格法'), LAW('中华人民共和国消防法'), LAW('中华人民共和国广告法')] },
  fines: [
    { law: '价格法', articles: { 42: { sums: [[0, 5000]] } }, doubtful: ['39'] },
    {
      law: '消防法',
      articles: {
        60: {
          sums: [
            [0, 500],
            [5000, 50_000],
          ],
        },
      },
    },
    { law: '广告法', articles: { 55: { sums: [[200_000, 1_000_000]], factors: [[3, 5]] } } },
  ],
})

function run(text: string, subject: string) {
  const context = new CheckContext(parseDocument(text, { kind: 'enforcement', fragment: true }), RULE_SET, '2026-11-20')
  return fineRange(context, { 对象: subject }).map((one) => text.slice(one.start, one.end))
}

describe('fine-range', () => {
  it.each([
    ['依照《价格法》第四十二条，决定罚款二万元。', ['二万元']],
    ['依照《价格法》第四十二条，决定罚款二千元。', []],
    // Between two ranges is within neither.
    ['依照《消防法》第六十条，决定罚款二千元。', ['二千元']],
    ['依照《消防法》第六十条，减轻处罚，决定罚款二千元。', []],
    ['依照《广告法》第五十五条，处广告费用六倍的罚款。', ['六倍']],
    ['依照《广告法》第五十五条，处广告费用三倍的罚款一万八千元。', []],
    // The ground may follow the sum; a law merely spoken of afterwards is none.
    ['决定罚款二万元，依据《价格法》第四十二条。', ['二万元']],
    ['决定罚款二万元，当事人可以查阅《价格法》第四十二条。', []],
    // The article cited as breached is no ground of the fine; one in doubt says nothing.
    ['违反《价格法》第四十二条，决定罚款二万元。', []],
    ['依照《价格法》第三十九条，决定罚款二十万元。', []],
    ['依照《某省价格条例》第四十二条，决定罚款二万元。', []],
  ])('%s', (text, found) => {
    expect(run(text, '决定')).toEqual(found)
  })

  it.each([
    ['依照《消防法》第六十条，处五万元以上十万元以下罚款。', ['五万元以上十万元']],
    ['依照《消防法》第六十条，处五千元以上一万元以下罚款。', []],
    ['处五万元以上十万元以下罚款。', []],
  ])('%s', (text, found) => {
    expect(run(text, '规定')).toEqual(found)
  })
})
