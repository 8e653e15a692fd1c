import { blocksOfText, type FileText } from './file-text.ts'
import { readDocx } from './read-docx.ts'

/** Read a file the person chose. @throws an Error fit to be shown, which says what else can be done */
export async function readFile(file: File): Promise<FileText> {
  const bytes = await file.arrayBuffer()
  const [a = 0, b = 0, c = 0, d = 0] = new Uint8Array(bytes.slice(0, 4))
  const name = file.name
  if (/\.docx$/i.test(name)) {
    if (a === 0x50 && b === 0x4b) return readDocx(name, bytes)
    throw new Error(`“${name}”不是有效的 docx 文件，或者已经加密。请在 Word 或者 WPS 中打开并另存后再试。`)
  }
  if (/\.(doc|wps|dot|rtf)$/i.test(name) || (a === 0xd0 && b === 0xcf))
    throw new Error(`“${name}”是旧格式的文件。请在 Word 或者 WPS 中另存为 .docx 后再打开，或者复制正文粘贴到下面。`)
  if (/\.(pdf|ofd)$/i.test(name) || (a === 0x25 && b === 0x50 && c === 0x44 && d === 0x46))
    throw new Error(`“${name}”是版式文件，不能直接读取。请打开后全选、复制正文，粘贴到下面；扫描件没有文字，不能审核。`)
  if (/\.(txt|md)$/i.test(name) || file.type.startsWith('text/'))
    return { name, blocks: blocksOfText(decode(bytes)), remarks: [] }
  throw new Error(`“${name}”不是可以审核的格式。可以打开 .docx 和 .txt 文件，其他格式请复制正文粘贴到下面。`)
}

/** UTF-8 where it is valid, else the national encoding that older editors write. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
