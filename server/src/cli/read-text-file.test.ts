import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { readTextFile } from './read-text-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'hongxian-text-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What is read of these bytes, or what is said instead. */
async function read(bytes: Buffer): Promise<string> {
  const file = join(folder, 'draft.txt')
  writeFileSync(file, bytes)
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const text = await readTextFile(file)
  const sentence = said.mock.calls.flat().join('')
  said.mockRestore()
  return text ?? sentence.replace(file, '')
}

const TEXT = '第一条\n甲'

describe('readTextFile', () => {
  it.each([
    ['UTF-8', Buffer.from('第一条\r\n甲')],
    ['UTF-8 with its mark', Buffer.from('\uFEFF第一条\r甲')],
    ['UTF-16', Buffer.from('\uFEFF第一条\n甲', 'utf16le')],
    ['GB 18030', Buffer.from('b5dad2bbccf50d0abcd7', 'hex')],
  ])('reads %s', async (_, bytes) => {
    expect(await read(bytes)).toBe(TEXT)
  })

  it.each([
    ['an archive', Buffer.from('PK\u0003\u0004 word/document.xml'), '不是文本文件'],
    ['other bytes', Buffer.from([0xff, 0xff, 0x41, 0xff]), '不是文本文件'],
    ['an empty file', Buffer.from('\uFEFF \n'), '没有文字'],
  ])('refuses %s', async (_, bytes, words) => {
    expect(await read(bytes)).toContain(words)
  })

  it('says that a folder is none', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(await readTextFile(folder)).toBeNull()
    expect(said.mock.calls.flat().join('')).toContain('文件夹')
    said.mockRestore()
  })
})
