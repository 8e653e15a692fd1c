import { describe, expect, it } from 'vitest'
import { recogniseFile } from './recognise-file.ts'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
const zip = (...names: string[]) => bytes([0x50, 0x4b, 3, 4], ...names)

describe('recogniseFile', () => {
  it.each([
    ['说明.pdf', bytes('%PDF-1.7'), 'application/pdf'],
    ['说明.PDF', bytes('%PDF-1.7'), 'application/pdf'],
    ['送审稿.ofd', zip('OFD.xml'), 'application/ofd'],
    [
      '送审稿.docx',
      zip('word/document.xml'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['台账.xlsx', zip('xl/workbook.xml'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['送审稿.wps', bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'application/msword'],
    ['扫描件.jpg', bytes([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['说明.txt', bytes('说明\n一、\t背景'), 'text/plain; charset=utf-8'],
  ])('knows %s', (name, content, type) => {
    expect(recogniseFile(name, content)).toBe(type)
  })

  it.each([
    ['a program called 说明.pdf', '说明.pdf', bytes('MZ\x90')],
    ['a page called 说明.pdf', '说明.pdf', bytes('<html>')],
    ['an archive called 送审稿.docx', '送审稿.docx', zip('evil.exe')],
    ['a spreadsheet called 送审稿.docx', '送审稿.docx', zip('xl/workbook.xml')],
    ['bytes called 说明.txt', '说明.txt', bytes([0xff, 0xfe, 0x00])],
    ['control characters called 说明.txt', '说明.txt', bytes('a\x1b[2J')],
    ['a page', '说明.html', bytes('<html>')],
    ['a program', '说明.exe', bytes('MZ')],
    ['a name without extension', '说明', bytes('%PDF-1.7')],
    ['an extension beyond the last', '说明.pdf.exe', bytes('%PDF-1.7')],
  ])('refuses %s', (_, name, content) => {
    expect(recogniseFile(name, content)).toBeNull()
  })
})
