import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diffDocuments } from '@hongxian/shared/diff'
import { parseDocument } from '@hongxian/shared/document'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { renderDiff } from './diff.ts'
import { main } from './main.ts'

const OLD = `青石县停车办法
第一条 为了规范停车管理，制定本办法。
第二条 停车场经营者应当在三日内报告。
第三条 停车费由县城市管理局收取，不得减免。
第四条 道路停车泊位由县公安局施划，报县人民政府备案。
`
const NEW = `青石县停车办法
第一条 县人民政府统一领导停车管理工作，协调解决重大问题。
第二条 为了规范停车管理，制定本办法。
第三条 停车场经营者应当在五日内报告。
第四条 停车费由县城市管理局收取，不得减免。
第五条 道路停车泊位由县公安局施划，报县人民政府备案。
`
let folder = ''
let files: [string, string] = ['', '']

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hongxian-diff-'))
  files = [join(folder, '旧稿.txt'), join(folder, '新稿.txt')]
  writeFileSync(files[0], OLD)
  // A byte-order mark and Windows line breaks, as editors on office machines leave them.
  writeFileSync(files[1], `\uFEFF${NEW.replaceAll('\n', '\r\n')}`)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Exit code, standard output and standard error of one run. */
async function runWith(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const out = vi.spyOn(console, 'log').mockImplementation(() => {})
  const err = vi.spyOn(console, 'error').mockImplementation(() => {})
  const code = await main(['diff', ...args])
  const told = (spy: typeof out) => spy.mock.calls.map((call) => call.join(' ')).join('\n')
  const result = { code, out: told(out), err: told(err) }
  out.mockRestore()
  err.mockRestore()
  return result
}

describe('hongxian diff', () => {
  it('writes one change a 条 as JSON', async () => {
    const { code, out } = await runWith(...files, '--format', 'json')
    expect(code).toBe(0)
    expect(JSON.parse(out).changes).toMatchObject([
      { kind: 'added', before: [], after: ['第一条'], edited: false, moved: false, renumbered: false },
      { kind: 'renumbered', before: ['第一条'], after: ['第二条'], renumbered: true },
      { kind: 'edited', before: ['第二条'], after: ['第三条'], edited: true, renumbered: true },
      { kind: 'renumbered', before: ['第三条'], after: ['第四条'] },
      { kind: 'renumbered', before: ['第四条'], after: ['第五条'] },
    ])
  })

  it('gathers clauses that were only renumbered in one line, and calls out what matters', async () => {
    const { out } = await runWith(...files)
    expect(out).toContain('改号  第三条至第四条 → 第四条至第五条（2 条，文字未变）')
    expect(out).toContain('要点：期限由“三日内”改为“五日内”')
    expect(out).toContain('停车场经营者应当在[-三日-]{+五日+}内报告。')
  })

  it('says so when nothing changed', async () => {
    expect((await runWith(files[0], files[0])).out).toBe('两个稿次没有变动。')
  })

  it('colours only when asked to', () => {
    const diff = diffDocuments(parseDocument(OLD), parseDocument(NEW))
    expect(renderDiff(diff, OLD, NEW, { colour: false, all: false })).not.toContain('\u001b')
    expect(renderDiff(diff, OLD, NEW, { colour: true, all: false })).toContain('\u001b[31;9m三日')
  })

  it.each([
    [['只有一个.txt'], '要两个文件'],
    [['a.txt', 'b.txt', '--format', 'html'], '没有“html”这种格式'],
    [['a.txt', 'b.txt', '--bogus'], '参数“--bogus”有误。运行 hongxian diff --help'],
    [['没有.txt', '也没有.txt'], '没有.txt：没有这个文件'],
  ])('%j ends with one clear sentence', async (args, sentence) => {
    const { code, err } = await runWith(...args)
    expect(code).toBe(2)
    expect(err).toContain(sentence)
  })

  it('refuses what is not text', async () => {
    const file = join(folder, '二进制.doc')
    writeFileSync(file, Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))
    expect((await runWith(file, files[0])).err).toContain('不是文本文件')
  })

  it('answers through the command of the same name', () => {
    const bin = join(import.meta.dirname, '../../bin/hongxian.mjs')
    const out = execFileSync(process.execPath, [bin, 'diff', ...files, '--format', 'json'], { encoding: 'utf8' })
    expect(JSON.parse(out).changes).toHaveLength(5)
  })
})
