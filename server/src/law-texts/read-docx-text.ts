import { inflateRawSync } from 'node:zlib'

// A statute of a thousand articles unpacks to some 4 MB; far beyond that it is no statute.
const LARGEST = 64 * 1024 * 1024

/**
 * Words of a .docx, one line a paragraph. Only `word/document.xml` is read.
 *
 * @throws Error with a Chinese sentence when the file is no .docx or is damaged
 */
export function readDocxText(file: Buffer): string {
  const xml = entryOf(file, 'word/document.xml').toString('utf8')
  return xml
    .replace(/<w:(?:instrText|delText)\b[^>]*>[^<]*<\/w:(?:instrText|delText)>/g, '')
    .replace(/<w:(?:tab|br)\b[^>]*\/>/g, ' ')
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')
}

/** One file of a zip archive, found by its central directory (APPNOTE 4.3.12). */
function entryOf(zip: Buffer, name: string): Buffer {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > zip.length) throw new Error('不是有效的 docx 文件')
  let at = zip.readUInt32LE(end + 16)
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) throw new Error('docx 文件已损坏')
    const nameLength = zip.readUInt16LE(at + 28)
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) return unpack(zip, at)
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  throw new Error('docx 文件中没有正文')
}

function unpack(zip: Buffer, at: number): Buffer {
  const method = zip.readUInt16LE(at + 10)
  const packed = zip.readUInt32LE(at + 20)
  const local = zip.readUInt32LE(at + 42)
  if (local + 30 > zip.length) throw new Error('docx 文件已损坏')
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const data = zip.subarray(start, start + packed)
  if (method === 0) return data
  if (method !== 8) throw new Error('docx 文件的压缩方式不受支持')
  try {
    return inflateRawSync(data, { maxOutputLength: LARGEST })
  } catch (cause) {
    throw new Error('docx 文件已损坏', { cause })
  }
}
