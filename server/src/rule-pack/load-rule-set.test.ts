import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { compileRuleSet, runExamples } from '@hongxian/shared/rule'
import { afterEach, describe, expect, it } from 'vitest'
import {
  canonicalJson,
  compileSound,
  loadRuleSet,
  RulePackError,
  readRuleSet,
  readRuleText,
  withRulesOf,
} from './index.ts'

const PACK = `名称: 测试
版本: 1.0.0
适用: 测试
编写单位: 测试组
施行日期: 2026-11-20
变更记录:
  - { 版本: 1.0.0, 日期: 2026-11-20, 内容: 首次编写 }
`
const rules = (more = '') => `审核事项: set.license
名称: 违法设定行政许可
级别: 违法
依据:
  - { 法律: 中华人民共和国行政许可法, 条款: 第十七条 }
规则:
  - 编号: filing
    说明: 备案为前提
    匹配: 未经备案…不得
${more}    提示: “{命中}”涉嫌变相设定许可。
    建议: 删去。
    示例:
      应发现: [未经备案不得开工。]
      不应发现: [备案后可以开工。]
`

let folders: string[] = []

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hongxian-rules-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

afterEach(async () => {
  for (const folder of folders) await rm(folder, { recursive: true })
  folders = []
})

const problemsOf = async (text: string) =>
  (await readRuleSet(await folderOf({ 'normative/pack.yaml': PACK, 'normative/set.license.yaml': text }))).problems

describe('loadRuleSet', () => {
  it('reads packs, and names the same content by the same digest', async () => {
    const files = { 'normative/pack.yaml': PACK, 'normative/set.license.yaml': rules() }
    const one = await loadRuleSet(await folderOf(files))
    const again = await loadRuleSet(await folderOf(files))
    const other = await loadRuleSet(await folderOf({ ...files, 'normative/set.license.yaml': rules('    范围: 款\n') }))
    expect(one.rules.map(({ id }) => id)).toEqual(['normative/set.license#filing'])
    expect(one.packs[0]).toMatchObject({ name: '测试', version: '1.0.0' })
    expect(again.digest).toBe(one.digest)
    expect(other.digest).not.toBe(one.digest)
    expect(JSON.parse(JSON.stringify(one))).toEqual(one)
  })

  it('names file, line, column and cure', async () => {
    const problems = await problemsOf(rules('    范围: 段\n'))
    expect(problems).toEqual([
      expect.objectContaining({ line: 10, column: 5, detail: expect.stringContaining('分句、句、款、条、全文') }),
    ])
    expect(problems[0]!.file).toMatch(/normative\/set\.license\.yaml$/)
  })

  it('explains the full-width colon, and only once', async () => {
    const problems = await problemsOf(rules().replace('说明: 备案为前提', '说明：备案为前提'))
    expect(problems[0]).toMatchObject({ line: 8, detail: expect.stringContaining('全角冒号') })
    expect(problems.length).toBeLessThanOrEqual(2)
  })

  it('explains tabs, doubled keys and unpaired brackets in plain words', async () => {
    expect(await problemsOf(rules().replace('    说明', '\t说明'))).toContainEqual(
      expect.objectContaining({ detail: expect.stringMatching(/制表符|缩进/) }),
    )
    expect(await problemsOf(rules('    说明: 又一个\n'))).toContainEqual(
      expect.objectContaining({ detail: expect.stringContaining('相同的键') }),
    )
    expect(await problemsOf(rules().replace('[未经备案不得开工。]', '[未经备案不得开工。'))).not.toEqual([])
  })

  it('refuses a set with an error, with every problem of it', async () => {
    const folder = await folderOf({
      'normative/pack.yaml': PACK,
      'normative/set.license.yaml': rules('    范围: 段\n    标示: 全\n'),
    })
    await expect(loadRuleSet(folder)).rejects.toThrow(RulePackError)
    await expect(loadRuleSet(folder)).rejects.toMatchObject({ problems: { length: 2 } })
  })

  it('leaves out a rule that names a lexicon nobody wrote, and says so', async () => {
    const text = rules().replace('未经备案…不得', '〔没有的词表〕')
    const folder = await folderOf({ 'normative/pack.yaml': PACK, 'normative/set.license.yaml': text })
    const { ruleSet, problems } = compileSound(await readRuleSet(folder))
    expect(ruleSet.rules).toEqual([])
    expect(problems[0]!.detail).toContain('没有〔没有的词表〕这个词表')
  })

  it("lays an office's pack over the built-in one: disable, change, add", async () => {
    const base = await folderOf({ 'normative/pack.yaml': PACK, 'normative/set.license.yaml': rules() })
    const changed = await folderOf({
      'pack.yaml': `${PACK}改级别:\n  normative/set.license#filing: 提示\n`,
      'set.fee.yaml': rules().replace('set.license', 'set.fee'),
    })
    const disabled = await folderOf({ 'pack.yaml': `${PACK}停用: [normative/set.license]\n` })
    const added = await loadRuleSet(base, { layer: changed })
    expect(added.rules.map(({ code, severity }) => [code, severity])).toEqual([
      ['set.license', 'hint'],
      ['set.fee', 'illegal'],
    ])
    expect((await loadRuleSet(base, { layer: disabled })).rules).toEqual([])
    expect(() => compileRuleSet(added)).not.toThrow()
  })

  it('says which rule of a layer does not exist', async () => {
    const base = await folderOf({ 'normative/pack.yaml': PACK, 'normative/set.license.yaml': rules() })
    const layer = await folderOf({ 'pack.yaml': `${PACK}停用: [normative/set.nothing]\n` })
    await expect(loadRuleSet(base, { layer })).rejects.toThrow('没有“normative/set.nothing”这条规则')
  })
})

describe('readRuleText', () => {
  it('lets an author try one text against the lexicons of the set', async () => {
    const base = await loadRuleSet(
      await folderOf({
        'lexicons.yaml': '未做: [未经]\n',
        'normative/pack.yaml': PACK,
        'normative/set.license.yaml': rules(),
      }),
    )
    const text = readRuleText(rules().replace('未经备案…不得', '〔未做〕备案…不得'), 'office/set.license')
    expect(text.problems).toEqual([])
    const ruleSet = compileRuleSet(withRulesOf(base, text))
    expect(ruleSet.rules.map(({ source }) => source.id)).toEqual(['office/set.license#filing'])
    expect(runExamples(ruleSet, { asOf: '2026-11-20' })).toEqual([])
  })

  it('answers a text that is no YAML with its problems', () => {
    expect(readRuleText('审核事项：set.fee\n  - [', 'office/set.fee').problems[0]).toMatchObject({ line: 1 })
  })
})

describe('canonicalJson', () => {
  it('does not depend on the order of keys and leaves out what is undefined', () => {
    expect(canonicalJson({ b: 1, a: [{ d: undefined, c: 'x' }] })).toBe('{"a":[{"c":"x"}],"b":1}')
  })
})
