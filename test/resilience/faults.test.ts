import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOffices } from './office.ts'

// What goes wrong around the service is said in one sentence, and nothing is lost by it.

const BIN = join(import.meta.dirname, '../../server/bin/hongxian.mjs')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hongxian-faults-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a command that must end by itself. */
function ending(args: readonly string[], env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child: ChildProcess = spawn(process.execPath, [BIN, ...args], {
    env: { ...process.env, HONGXIAN_DATA: join(folder, 'data'), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, said: said.trim() })))
}

describe('starting', () => {
  it('says that the port is taken', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    )
    const { code, said } = await ending(['start'], { HONGXIAN_PORT: String(port) })
    other.close()
    expect(said).toBe(`端口 ${port} 已被占用。请关闭占用它的程序，或者用环境变量 HONGXIAN_PORT 换一个端口。`)
    expect(code).toBe(2)
  })

  it('says that the data folder cannot be written', async () => {
    // A file where the folder should be: refused even to root, whom permissions do not stop.
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { code, said } = await ending(['serve'], { HONGXIAN_DATA: join(file, 'data'), HONGXIAN_PORT: '0' })
    expect(said).toContain(`数据文件夹 ${join(file, 'data')} 不能写入`)
    expect(said.split('\n')).toHaveLength(1)
    expect(code).toBe(2)
  })

  it.each([
    [
      'a browser that is not there',
      ['demo'],
      { HONGXIAN_BROWSER: '/no/such/browser' },
      '没有找到环境变量 HONGXIAN_BROWSER 指定的浏览器',
    ],
    ['a port that is none', ['serve', '--port', 'abc'], {}, 'HONGXIAN_PORT 应当为 0 至 65535 的整数'],
    ['an option that is none', ['start', '--colour'], {}, '参数“--colour”有误'],
  ] as const)('refuses %s', async (_, args, env, sentence) => {
    const { code, said } = await ending(args, env)
    expect(said).toContain(sentence)
    expect(code).toBe(2)
  })
})

describe('a disk that gives out', () => {
  it.each([
    ['is full', 'PRAGMA max_page_count = 1', 'PRAGMA max_page_count = 1073741823'],
    ['is read-only', 'PRAGMA query_only = ON', 'PRAGMA query_only = OFF'],
  ])('when it %s, says so, keeps what there is, and goes on later', async (name, breaking, mending) => {
    const offices = await openOffices(join(folder, `${name.replace(' ', '-')}.db`))
    const ours = await offices.as('ours-all')
    const text = (i: number) =>
      `第${i}号办法\n第一条 未经备案的企业，不得在本县经营。${'本办法自印发之日起施行。'.repeat(800)}`
    const check = (i: number) => ours('createCheck', { body: { sourceKey: 's', text: text(i) } })
    const first = await check(1)
    await offices.store.write(({ db }) => sql.raw(breaking).execute(db))
    for (let i = 2; i < 5; i++)
      await expect(check(i)).rejects.toMatchObject({
        slug: 'storage-unavailable',
        status: 503,
        title: '数据暂时不能写入',
      })
    const { items } = await ours('listDrafts', { query: {} })
    expect(items).toMatchObject([{ currentVersionId: first.version.id, versionCount: 1 }])
    await offices.store.write(({ db }) => sql.raw(mending).execute(db))
    expect((await check(5)).version.number).toBe(2)
    expect(await ours('verifyHistory', {})).toMatchObject({ valid: true })
    await offices.store.close()
  })
})
