import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const BIN = fileURLToPath(new URL('../../bin/hongxian.mjs', import.meta.url))
const UNLAWFUL = '未经镇政府备案的企业，不得在本镇从事沥青搅拌经营活动。'

function hongxian(args: readonly string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args])
    let out = ''
    let err = ''
    child.stdout.on('data', (part) => {
      out += part
    })
    child.stderr.on('data', (part) => {
      err += part
    })
    child.on('close', (code) => resolve({ code, out, err }))
    child.stdin.end(input)
  })
}

describe('hongxian check', () => {
  let folder: string
  const file = (name: string) => join(folder, name)
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hongxian-check-'))
    await writeFile(file('bad.txt'), UNLAWFUL)
    await writeFile(file('good.txt'), '为做好防汛工作，各乡镇应当加强值守。')
    await writeFile(file('binary.txt'), Buffer.from([0, 1, 2]))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('exits 0 with nothing found, 1 with findings, 2 when a file cannot be read', async () => {
    const kind = ['--kind', 'normative', '--fragment']
    expect((await hongxian(['check', file('good.txt'), ...kind])).code).toBe(0)
    const bad = await hongxian(['check', file('bad.txt'), ...kind])
    expect(bad.code).toBe(1)
    expect(bad.out).toMatch(/\[违法\][\s\S]*原文：[\s\S]*依据：《中华人民共和国行政许可法》/)
    expect(bad.out).not.toContain('\u001b')
    for (const [name, words] of [
      ['none.txt', '没有这个文件'],
      ['binary.txt', '不是文本文件'],
    ] as const) {
      const answer = await hongxian(['check', file(name), ...kind])
      expect([answer.code, answer.err.includes(words)]).toEqual([2, true])
    }
  }, 120_000)

  it('refuses options it does not know the value of', async () => {
    for (const args of [
      ['--kind', 'x'],
      ['--issuer', '村'],
      ['--as-of', '今天'],
      ['--format', 'xml'],
    ]) {
      const { code, err } = await hongxian(['check', file('good.txt'), ...args])
      expect([code, err.startsWith(args[0]!)]).toEqual([2, true])
    }
  }, 120_000)

  it('writes JSON whose quotes stand in the text', async () => {
    const { out } = await hongxian(['check', file('bad.txt'), '--format', 'json', '--kind', 'normative', '--fragment'])
    const { findings } = JSON.parse(out) as { findings: { code: string; start: number; end: number }[] }
    expect(findings.map(({ code }) => code)).toContain('set.license')
    for (const { start, end } of findings) expect(end <= UNLAWFUL.length && start < end).toBe(true)
  })

  it('answers lines in order, whatever one of them holds', async () => {
    const lines = [
      { id: 'a', text: UNLAWFUL, doc_type: 'normative', fragment: true },
      { id: 'b', text: UNLAWFUL, doc_type: 'notice', issuer_level: '', as_of: null, fragment: true },
      { id: 'c' },
      { id: 'd', text: '', doc_type: 'normative' },
      { id: 'e', text: UNLAWFUL, as_of: '2026-02-30' },
    ]
    const input = `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnot json\n`
    const { code, out } = await hongxian(['check', '--jsonl', '--no-reader'], input)
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; findings: unknown[]; error?: string })
    expect(answers.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e', null])
    expect(answers[0]!.findings).not.toEqual([])
    expect(answers[1]!.error).toBeUndefined()
    expect([2, 4, 5].map((i) => answers[i]!.error)).toEqual([
      '缺少 text',
      'as_of 写日期，如 2026-11-20',
      '这一行不是 JSON',
    ])
    expect(code).toBe(2)
  }, 120_000)
})
