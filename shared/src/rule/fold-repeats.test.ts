import { expect, it } from 'vitest'
import { ruleSetOf } from '../../../test/rule-set.ts'
import { parseDocument, reparseDocument } from '../document/index.ts'
import { checkDocument } from './check-document.ts'
import { runCheck } from './check-run.ts'
import { readRuleFile } from './read-rule-file.ts'
import { recheckDocument } from './recheck-document.ts'

const AS_OF = '2026-11-20'
const { rules } = readRuleFile(
  {
    审核事项: 'institution.outdated',
    名称: '测试',
    级别: '不当',
    依据: [{ 法律: '机构改革方案', 要旨: '使用现行名称' }],
    规则: [
      {
        编号: 'renamed',
        说明: '测试',
        匹配: { 程序: 'institution-outdated', 确定: '是' },
        除非: [{ 同句: '历史' }],
        提示: '“{旧名}”已经更名。',
        建议: '改为“{新名}”。',
        示例: { 应发现: ['甲'], 不应发现: ['乙'] },
      },
    ],
  },
  'test/institution.outdated',
)
const RULE_SET = ruleSetOf({
  rules,
  reference: {
    laws: [],
    institutions: [
      { names: ['国土资源局'], now: '自然资源局', since: '2019', scope: '地方', kind: '更名', sure: 1 },
      { names: ['工商局'], now: '市场监督管理局', since: '2019', scope: '地方', kind: '更名', sure: 1 },
    ],
  },
})
const TEXT =
  '第一条 历史上由县国土资源局受理。\n第二条 由县国土资源局审查。\n第三条 报县工商局。\n第四条 县国土资源局、县国土资源局各一份。'

it('tells each former name once, at its first mention that counts, with how often it stands there', () => {
  const found = checkDocument(parseDocument(TEXT, { kind: 'normative' }), RULE_SET, { asOf: AS_OF })
  expect(found.map(({ clause, message }) => `${clause} ${message}`)).toEqual([
    '第二条 “国土资源局”已经更名（全文共3处）。',
    '第三条 “工商局”已经更名。',
  ])
})

it('counts anew after an edit', () => {
  const document = parseDocument(TEXT, { kind: 'normative' })
  const run = runCheck(document, RULE_SET, { asOf: AS_OF })
  const edited = reparseDocument(document, TEXT.replace('、县国土资源局各', '各'))
  const again = recheckDocument(run, edited, RULE_SET, { asOf: AS_OF })
  expect(again.findings).toEqual(checkDocument(edited, RULE_SET, { asOf: AS_OF }))
  expect(again.findings[0]?.message).toContain('全文共2处')
})
