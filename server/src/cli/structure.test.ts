import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/hongxian.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hongxian-structure-'))
afterAll(() => rmSync(folder, { recursive: true }))

function structure(args: readonly string[], input = ''): { code: number | null; out: string; err: string } {
  const child = spawnSync(process.execPath, [bin, 'structure', ...args], { input, encoding: 'utf8' })
  return { code: child.status, out: child.stdout, err: child.stderr }
}

describe('hongxian structure', () => {
  it('writes one line a document, in order', () => {
    const text = '某县办法\n第一章 总则\n第一条 甲。\n第三条 乙（丙。'
    const rows = [
      { id: 'b', text },
      { id: 7, text: '' },
    ]
    const { code, out } = structure(['--jsonl'], rows.map((row) => JSON.stringify(row)).join('\n'))
    const [first, second] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(code).toBe(0)
    expect(first).toMatchObject({ id: 'b', title: '某县办法', chapters: 1, articles: 2, last_article: 3 })
    expect(first.anomalies.map((one: { kind: string; at: string }) => [one.kind, one.at])).toEqual([
      ['skipped', '第三条'],
      ['unpaired', '第三条'],
    ])
    expect(first.nodes[2]).toEqual({ kind: 'article', label: '第一条', start: 12, end: 18, parent: 1 })
    expect(second).toEqual({
      id: 7,
      title: null,
      chapters: 0,
      articles: 0,
      last_article: 0,
      anomalies: [],
      nodes: [{ kind: 'root', label: '', start: 0, end: 0, parent: null }],
    })
  })

  it('refuses a line that is no document, naming it', () => {
    const { code, err } = structure(['--jsonl'], '{"id":1,"text":"甲"}\n{"id":2}')
    expect(code).toBe(2)
    expect(err).toContain('第2行')
  })

  it('prints an outline of a file and reports one it cannot read', () => {
    const file = join(folder, 'draft.txt')
    writeFileSync(file, '某县办法\n第一条 为了测试，制定本办法。\n')
    const { code, out, err } = structure([file, join(folder, 'missing.txt')])
    expect(code).toBe(2)
    expect(out).toContain('某县办法\n  第一条　为了测试，制定本办法。')
    expect(err).toContain('missing.txt')
  })

  it('explains itself', () => {
    expect(structure(['--help']).out).toContain('hongxian structure')
    expect(structure([]).code).toBe(2)
  })
})
