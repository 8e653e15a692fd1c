import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const BIN = fileURLToPath(new URL('../../bin/hongxian.mjs', import.meta.url))

function hongxian(args: readonly string[], input: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args, '--data', '/nonexistent'], {
    input,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('hongxian cite', () => {
  it('answers one line for each, in order, each as of its own day', () => {
    const lines = [
      { id: 'a', text: '依照《中华人民共和国环境保护法》第五十九条执行。', as_of: '2026-08-14' },
      { id: 'b', text: '依照《中华人民共和国环境保护法》第五十九条执行。' },
      { id: 3, text: '本办法自公布之日起施行。' },
    ]
    const { status, stdout } = hongxian(
      ['cite', '--jsonl', '--as-of', '2026-08-15'],
      lines.map((one) => JSON.stringify(one)).join('\n'),
    )
    expect(status).toBe(0)
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers.map((one) => one.id)).toEqual(['a', 'b', 3])
    expect(answers[0].citations).toMatchObject([
      {
        start: 2,
        end: 21,
        title: '中华人民共和国环境保护法',
        article: '第五十九条',
        status: 'in-force',
        level: '法律',
        article_exists: true,
        now: null,
        replaced_by: null,
      },
    ])
    expect(answers[1].citations).toMatchObject([
      { status: 'repealed', article_exists: true, now: '第一千零六十条', replaced_by: '中华人民共和国生态环境法典' },
    ])
    expect(answers[2].citations).toEqual([])
  })

  it.each([
    [['cite', '--jsonl'], '{"id":1,"text":"甲"}\n{', '第2行不是有效的 JSON。'],
    [['cite', '--jsonl'], '{"id":1}', '第1行缺少 text。'],
    [['cite', '--jsonl'], '{"text":"甲","as_of":"明天"}', '第1行的 as_of 应写作 YYYY-MM-DD。'],
    [['cite', '--as-of', '2026'], '甲', '--as-of 应写作 YYYY-MM-DD。'],
    [['cite', '没有的文件.txt'], '', '没有的文件.txt：没有这个文件'],
  ])('refuses %j with %j', (args, input, message) => {
    const { status, stderr } = hongxian(args, input)
    expect(status).toBe(2)
    expect(stderr).toContain(message)
  })

  it('prints a list to read', () => {
    const { stdout } = hongxian(
      ['cite', '--as-of', '2026-11-20'],
      '第一条\n依照《中华人民共和国合同法》第五条。\n依照《行政处罚法》第八十七条。\n',
    )
    expect(stdout).toContain('第2行  《中华人民共和国合同法》第五条  已废止')
    expect(stdout).toContain('第3行  《行政处罚法》第八十七条  条文不存在')
    expect(stdout).toContain('共 2 处引用，按 2026-11-20 的效力核对。')
  })
})

describe('hongxian laws', () => {
  it('verifies the catalogue that comes with the product', () => {
    const { status, stdout } = hongxian(['laws', 'verify'], '')
    expect(stdout).toContain('核验通过。')
    expect(status).toBe(0)
  })

  it('says what it needs', () => {
    expect(hongxian(['laws', 'import'], '')).toMatchObject({ status: 2, stderr: '请写明文件夹。\n' })
    expect(hongxian(['laws', 'import', '/没有'], '').stderr).toContain('没有文件夹“/没有”。')
    expect(hongxian(['laws', 'nothing', 'x'], '').stderr).toContain('没有“nothing”这个子命令')
  })
})
