import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildLayer, isSound, OFFICE_PACK, reportLayer } from './layer-over.ts'
import { loadRuleSet } from './load-rule-set.ts'

const PACK = `名称: 补充规则
版本: 1.0.0
适用: 本县规范性文件
编写单位: 本局
施行日期: 2026-12-01
变更记录:
  - { 版本: 1.0.0, 日期: 2026-11-21, 内容: 首次编写 }
停用: [form.title]
`
const files = [
  { name: 'pack.yaml', text: PACK },
  { name: 'lexicons.yaml', text: '晒谷场所: [晒谷场, 晒谷坪]\n' },
]

describe('a layer in the service', () => {
  it('makes the same rule set as the same files in a folder of that name', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'hongxian-layer-'))
    const folder = join(parent, OFFICE_PACK)
    await mkdir(folder)
    for (const { name, text } of files) await writeFile(join(folder, name), text)
    const built = buildLayer(await loadRuleSet(), files)
    expect(built.digest).toBe((await loadRuleSet(undefined, { layer: folder })).digest)
    await rm(parent, { recursive: true })
  }, 30_000)

  it('runs the examples of all rules where word lists change, and names a list that leads nowhere', async () => {
    const base = await loadRuleSet()
    const report = reportLayer(base, files, '2026-11-21')
    expect(isSound(report)).toBe(true)
    expect(report.examples).toBeGreaterThan(1000)
    expect(report.disabled.every(({ code }) => code === 'form.title')).toBe(true)
    const broken = [
      files[0] as (typeof files)[0],
      { name: 'lexicons.yaml', text: '晒谷场所: [晒谷场]\n相对人: [〔没有的词表〕]\n' },
    ]
    const hurt = reportLayer(base, broken, '2026-11-21')
    expect(isSound(hurt)).toBe(false)
    expect(hurt.problems).toMatchObject([{ file: 'lexicons.yaml', line: 2, column: 1 }])
    expect(hurt.problems[0]?.detail).toContain('没有〔没有的词表〕这个词表')
  }, 60_000)
})
