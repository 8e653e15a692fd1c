// The icon: a page with a red line through it, drawn pixel by pixel with 4 × 4 samples, so that no image tool is needed.
import { deflateSync } from 'node:zlib'

const RED = [179, 38, 30]
const INK = [31, 78, 158]
const PAPER = [255, 255, 255]

/** Colour at a point of the unit square; null is transparent. */
function colourAt(x, y) {
  const page = x > 0.14 && x < 0.86 && y > 0.06 && y < 0.94
  if (!page) return null
  const border = x < 0.2 || x > 0.8 || y < 0.12 || y > 0.88
  if (border) return INK
  if (y > 0.54 && y < 0.66 && x > 0.26 && x < 0.74) return RED
  const line = (y > 0.25 && y < 0.31) || (y > 0.39 && y < 0.45) || (y > 0.75 && y < 0.8)
  return line && x > 0.28 && x < 0.72 ? INK : PAPER
}

function crc(bytes) {
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return ~sum >>> 0
}

function chunk(type, body) {
  const head = Buffer.from(type, 'latin1')
  const out = Buffer.alloc(12 + body.length)
  out.writeUInt32BE(body.length, 0)
  head.copy(out, 4)
  body.copy(out, 8)
  out.writeUInt32BE(crc(Buffer.concat([head, body])), 8 + body.length)
  return out
}

/** A square RGBA picture as PNG. */
export function icon(size) {
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const sum = [0, 0, 0, 0]
      for (let sample = 0; sample < 16; sample += 1) {
        const colour = colourAt((x + ((sample % 4) + 0.5) / 4) / size, (y + (Math.floor(sample / 4) + 0.5) / 4) / size)
        if (!colour) continue
        colour.forEach((value, i) => {
          sum[i] += value
        })
        sum[3] += 255
      }
      const covered = sum[3] / 255 || 1
      const at = y * (size * 4 + 1) + 1 + x * 4
      rows.set([sum[0] / covered, sum[1] / covered, sum[2] / covered, sum[3] / 16], at)
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
