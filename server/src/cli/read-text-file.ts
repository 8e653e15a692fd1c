import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { explainSystemError } from './explain-error.ts'

/**
 * The text of a file, or of standard input for `-`, with the line ends of canonical text. Offices keep text in UTF-8, in GB 18030
 * (GBK) and, with its mark, in UTF-16.
 *
 * @returns `null` where it cannot be read or holds no text: what is the matter has been said on standard error
 */
export async function readTextFile(file: string): Promise<string | null> {
  const read = await readOrRefuse(file)
  if ('text' in read) return read.text
  console.error(`${file}：${read.refusal}`)
  return null
}

async function readOrRefuse(file: string): Promise<{ text: string } | { refusal: string }> {
  let bytes: Uint8Array
  try {
    bytes = file === '-' ? await buffer(process.stdin) : await readFile(file)
  } catch (error) {
    return { refusal: explainSystemError({ ...(error as object), path: undefined }) ?? '不能读取。' }
  }
  const text = decode(bytes)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text holds these, and every archive does
  if (text === null || /[\0-\x06]/.test(text))
    return { refusal: '不是文本文件。Word、PDF 等文件请先另存为纯文本（txt）。' }
  // What says nothing must not pass for a text in which nothing was found.
  if (text.trim() === '') return { refusal: '文件中没有文字。' }
  return { text: text.replace(/\r\n?/g, '\n') }
}

/** A byte order mark is no part of the text. */
function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decodeAs('utf-16le', bytes)
  if (first === 0xfe && second === 0xff) return decodeAs('utf-16be', bytes)
  return decodeAs('utf-8', bytes) ?? decodeAs('gb18030', bytes)
}

function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
