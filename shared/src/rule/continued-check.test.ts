import { describe, expect, it } from 'vitest'
import { ruleSetOf } from '../../../test/rule-set.ts'
import { parseDocument } from '../document/index.ts'
import { checkDocument } from './check-document.ts'
import { createContinuedCheck } from './continued-check.ts'
import { readRuleFile } from './read-rule-file.ts'

const { rules } = readRuleFile(
  {
    审核事项: 'set.fee',
    名称: '违法设定收费',
    级别: '违法',
    适用: { 文种: ['规范性文件'] },
    规则: [
      {
        编号: 'deposit',
        说明: '收取保证金',
        匹配: '收取‹6›保证金',
        除非: [{ 全文: '招标投标' }],
        提示: '“{命中}”',
        建议: '删去。',
        依据: [{ 法律: '某法', 版本: '2020-01-01', 条款: '第一条', 要旨: '不得收费' }],
        示例: {
          应发现: ['收取保证金。', '收取安全保证金。', '收取履约保证金。'],
          不应发现: ['退还保证金。', '收取费用。'],
        },
      },
    ],
  },
  'normative/set.fee',
)

const ruleSet = ruleSetOf({
  rules,
})
const options = { asOf: '2026-11-20' }
const DRAFT = '第一条　施工企业进场前，由县住建局收取安全保证金。\n第二条　保证金于完工后三十日内退还。\n'

describe('createContinuedCheck', () => {
  it('finds what a full check finds, whatever text came before', () => {
    const check = createContinuedCheck(2000)
    const texts = [
      DRAFT,
      DRAFT.replace('进场前', '进场之前'),
      DRAFT.replace('完工后', '招标投标完工后'),
      '某县通告\n收取保证金。',
      DRAFT,
      `${DRAFT.repeat(20)}第九条　收取质量保证金。`,
      DRAFT.replace('收取', '收缴'),
    ]
    for (const fragment of [true, false])
      for (const text of texts) {
        const parse = { kind: 'normative', fragment } as const
        const full = checkDocument(parseDocument(text, parse), ruleSet, options)
        expect(check(text, parse, ruleSet, options).findings).toEqual(full)
      }
    expect(check(DRAFT, { kind: 'normative' }, ruleSet, options).findings).toHaveLength(1)
  })

  it('goes by the level that was stated, also when the text does not say it any more', () => {
    const check = createContinuedCheck(2000)
    const parse = { kind: 'normative', issuerLevel: '县' } as const
    const notice = `某县人民政府关于收费的通知\n${DRAFT}`
    const levels = [notice, notice.replace('某县人民政府', '某公司')].map(
      (text) => check(text, parse, ruleSet, options).context.document.issuerLevel,
    )
    expect(levels).toEqual(['县', '县'])
  })
})
