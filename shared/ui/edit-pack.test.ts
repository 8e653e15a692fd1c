import { describe, expect, it } from 'vitest'
import { readRuleChanges, setDisabled, setSeverity } from './edit-pack.ts'

const PACK = `# 本局
名称: 补充规则
变更记录:
  - { 版本: 1.0.0, 日期: 2026-11-21, 内容: 首次编写 }
`
const RULE = 'normative/set.fee#deposit'

describe('the changes of a pack.yaml', () => {
  it('are written in and taken out again', () => {
    const disabled = setDisabled(PACK, RULE, true)
    expect(disabled).toBe(`${PACK}停用:\n  - ${RULE}\n`)
    const both = setSeverity(setDisabled(disabled, 'form.title', true), 'normative/a#b', '提示')
    expect(both).toBe(`${PACK}停用:\n  - ${RULE}\n  - form.title\n改级别:\n  normative/a#b: 提示\n`)
    expect(readRuleChanges(both)).toEqual({
      disabled: [RULE, 'form.title'],
      severities: new Map([['normative/a#b', '提示']]),
    })
    expect(setSeverity(both, 'normative/a#b', '存疑')).toContain('  normative/a#b: 存疑\n')
    const back = setSeverity(setDisabled(setDisabled(both, RULE, false), 'form.title', false), 'normative/a#b', null)
    expect(back).toBe(PACK)
  })

  it.each([
    ['in lines', `停用:\n  - ${RULE}   # 本地另有规定\n  - "form.title"\n改级别:\n  a/b#c: 提示\n`],
    ['without indentation', `停用:\n- ${RULE}\n- form.title\n改级别:\n  'a/b#c': 提示\n`],
    ['in brackets', `停用: [${RULE}, form.title]   # 两条\n改级别: { a/b#c: 提示 }\n`],
    ['in brackets over lines', `停用: [\n  ${RULE},\n  form.title\n]\n改级别: {\n  a/b#c: 提示\n}\n`],
  ])('are read %s', (_, text) => {
    expect(readRuleChanges(PACK + text)).toEqual({
      disabled: [RULE, 'form.title'],
      severities: new Map([['a/b#c', '提示']]),
    })
    expect(setDisabled(PACK + text, 'form.title', false)).toContain(`停用:\n  - ${RULE}\n改级别:`)
  })
})
