import { type Opinion, sayItem } from '@hongxian/shared/review'
import { formatNumeral } from '@hongxian/shared/text'
import { AlignmentType, Paragraph, TextRun } from 'docx'
import { FACES, LINE, SIZES, toDocx } from './official-page.ts'

/** 审核意见书, laid out as an official letter. @param isSigned else 拟稿 stands at its head */
export function opinionDocx(opinion: Opinion, isSigned: boolean): Promise<Buffer> {
  const { number, title, addressee, opening, process, conclusion, sections, requirements, reservation, signature } =
    opinion
  return toDocx(
    [
      ...(isSigned ? [] : [line('（拟稿，未经签发）', { heading: true })]),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { before: 240, after: 120 },
        children: [new TextRun({ text: title, font: FACES.title, size: SIZES.title })],
      }),
      ...(number === '' ? [] : [line(number, { alignment: AlignmentType.CENTER })]),
      line(''),
      line(`${addressee}：`),
      indented(opening),
      ...(process === '' ? [] : [indented(process)]),
      ...sections.flatMap(({ heading, items }, n) => [
        indented(`${formatNumeral(n + 1)}、${heading}`, { heading: true }),
        ...items.map((item) => indented(`（${formatNumeral(item.number)}）${sayItem(item)}`)),
      ]),
      indented(`${formatNumeral(sections.length + 1)}、审核结论`, { heading: true }),
      indented(conclusion),
      ...requirements.map((text) => indented(text)),
      indented(reservation),
      line(''),
      line(signature.body, { alignment: AlignmentType.RIGHT }),
      line(signature.date, { alignment: AlignmentType.RIGHT }),
    ],
    { title },
  )
}

interface LineOptions {
  readonly alignment?: (typeof AlignmentType)[keyof typeof AlignmentType]
  readonly heading?: boolean
}

function line(text: string, { alignment = AlignmentType.LEFT, heading = false }: LineOptions = {}): Paragraph {
  return new Paragraph({ alignment, spacing: LINE, children: [words(text, heading)] })
}

/** Two characters in, as every paragraph of an official paper. */
function indented(text: string, { heading = false }: LineOptions = {}): Paragraph {
  return new Paragraph({ indent: { firstLine: SIZES.body * 20 }, spacing: LINE, children: [words(text, heading)] })
}

const words = (text: string, heading: boolean): TextRun =>
  new TextRun({ text, size: SIZES.body, font: heading ? FACES.heading : FACES.body })
