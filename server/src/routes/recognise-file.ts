const PK = [0x50, 0x4b, 0x03, 0x04]
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const OFFICE = 'application/vnd.openxmlformats-officedocument'

interface FileType {
  readonly extensions: readonly string[]
  readonly mediaType: string
  readonly holds: (bytes: Buffer) => boolean
}

const startsWith = (magic: readonly number[]) => (bytes: Buffer) => magic.every((byte, i) => bytes[i] === byte)
/** An archive with an entry of this name; names stand in it uncompressed. */
const archiveOf = (entry: string) => (bytes: Buffer) => startsWith(PK)(bytes) && bytes.includes(entry)

// What a file is, is told by its content; the extension has only to agree with it.
const FILE_TYPES: readonly FileType[] = [
  { extensions: ['pdf'], mediaType: 'application/pdf', holds: startsWith([0x25, 0x50, 0x44, 0x46, 0x2d]) },
  { extensions: ['ofd'], mediaType: 'application/ofd', holds: archiveOf('OFD.xml') },
  { extensions: ['docx'], mediaType: `${OFFICE}.wordprocessingml.document`, holds: archiveOf('word/document') },
  { extensions: ['xlsx'], mediaType: `${OFFICE}.spreadsheetml.sheet`, holds: archiveOf('xl/workbook') },
  // Word, Excel and WPS of the older kind differ only far inside.
  { extensions: ['doc', 'wps'], mediaType: 'application/msword', holds: startsWith(OLE) },
  { extensions: ['xls', 'et'], mediaType: 'application/vnd.ms-excel', holds: startsWith(OLE) },
  { extensions: ['png'], mediaType: 'image/png', holds: startsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { extensions: ['jpg', 'jpeg'], mediaType: 'image/jpeg', holds: startsWith([0xff, 0xd8, 0xff]) },
  { extensions: ['txt'], mediaType: 'text/plain; charset=utf-8', holds: isText },
]

function isText(bytes: Buffer): boolean {
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what tells text from other bytes
    return !/[\0-\x08\x0e-\x1f]/.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return false
  }
}

/** Extensions that are accepted, for those who are told so. */
export const FILE_EXTENSIONS: readonly string[] = FILE_TYPES.flatMap(({ extensions }) => extensions)

/** Media type of a file, or `null` where its content is not what its name says, or is not accepted at all. */
export function recogniseFile(name: string, bytes: Buffer): string | null {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const type = FILE_TYPES.find(({ extensions }) => extensions.includes(extension))
  return type?.holds(bytes) ? type.mediaType : null
}
