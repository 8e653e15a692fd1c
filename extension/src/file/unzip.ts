// A long draft unpacks to some 5 MB of XML; far beyond that it is no draft.
const LARGEST = 64 * 1024 * 1024

/** The files of a zip archive by name, each unpacked when asked for (APPNOTE 4.3.12). @throws an Error fit to be shown */
export class Archive {
  readonly #view: DataView
  readonly #entries = new Map<string, number>()

  constructor(bytes: ArrayBuffer) {
    this.#view = new DataView(bytes)
    const end = this.#findEnd()
    let at = this.#view.getUint32(end + 16, true)
    for (let count = this.#view.getUint16(end + 10, true); count > 0; count -= 1) {
      if (at + 46 > bytes.byteLength || this.#view.getUint32(at, true) !== 0x02014b50) throw new Error('文件已损坏。')
      const length = this.#view.getUint16(at + 28, true)
      this.#entries.set(new TextDecoder().decode(new Uint8Array(bytes, at + 46, length)), at)
      at += 46 + length + this.#view.getUint16(at + 30, true) + this.#view.getUint16(at + 32, true)
    }
  }

  /** The end record stands at the foot, before a comment of at most 64 kB. */
  #findEnd(): number {
    const last = this.#view.byteLength - 22
    for (let at = last; at >= Math.max(0, last - 0xffff); at -= 1)
      if (this.#view.getUint32(at, true) === 0x06054b50) return at
    throw new Error('文件不是有效的 docx 文件。')
  }

  async readText(name: string): Promise<string | null> {
    const at = this.#entries.get(name)
    if (at === undefined) return null
    const view = this.#view
    const packed = view.getUint32(at + 20, true)
    const local = view.getUint32(at + 42, true)
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const data = new Uint8Array(view.buffer as ArrayBuffer, start, packed)
    const method = view.getUint16(at + 10, true)
    if (method === 0) return new TextDecoder().decode(data)
    if (method !== 8 || view.getUint32(at + 24, true) > LARGEST) throw new Error('文件的压缩方式不受支持。')
    const inflated = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    return new Response(inflated).text()
  }
}
