import {
  AlignmentType,
  convertMillimetersToTwip,
  Document,
  type FileChild,
  Footer,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx'

/** Faces of GB/T 9704: WPS and Word on an official's machine have them; others fall back by the second name. */
export const FACES = {
  title: { ascii: 'Times New Roman', eastAsia: '方正小标宋简体' },
  body: { ascii: 'Times New Roman', eastAsia: '仿宋_GB2312' },
  heading: { ascii: 'Times New Roman', eastAsia: '黑体' },
} as const

/** Half points: 二号, 三号, 小四, 四号. */
export const SIZES = { title: 44, body: 32, table: 24, pageNumber: 28 } as const

/** 28 points, the line of an official page. */
export const LINE = { line: 560, lineRule: 'exact' } as const

const mm = convertMillimetersToTwip

/** Margins of GB/T 9704—2012: 天头 37 mm, 订口 28 mm; the others as the type area of 156 × 225 mm leaves them. */
const MARGINS = { top: mm(37), left: mm(28), right: mm(26), bottom: mm(35) }

/** — 1 —, in 四号 as GB/T 9704 has it. */
const pageNumber = (): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ size: SIZES.pageNumber, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })

export interface PageOptions {
  readonly title: string
  readonly landscape?: boolean
}

/** A4 in the faces and margins of official papers. */
export async function toDocx(
  children: readonly FileChild[],
  { title, landscape = false }: PageOptions,
): Promise<Buffer> {
  const size = { width: mm(210), height: mm(297) }
  const document = new Document({
    title,
    creator: '红线 Hongxian',
    styles: {
      default: {
        document: { run: { font: FACES.body, size: SIZES.body }, paragraph: { alignment: AlignmentType.BOTH } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: landscape ? { ...size, orientation: PageOrientation.LANDSCAPE } : size,
            margin: landscape ? { top: mm(28), left: mm(25), right: mm(25), bottom: mm(26) } : MARGINS,
          },
        },
        footers: { default: pageNumber() },
        children: [...children],
      },
    ],
  })
  return Packer.toBuffer(document)
}
