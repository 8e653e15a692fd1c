import { attachMaterial, getMaterial, listMaterials } from '@hongxian/shared/api'
import { MATERIALS } from '@hongxian/shared/review'
import type { Hono } from 'hono'
import { type Actor, HttpProblem, mount } from '../http/index.ts'
import * as store from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { loadReview } from './matter.ts'
import { FILE_EXTENSIONS, recogniseFile } from './recognise-file.ts'
import { assertMayFill, assertPapersOpen, inPlaceOf, keepReview } from './reviews.ts'
import { changeScopeOf, scopeOf } from './scope.ts'

const NO_DRAFT = '该文件不存在，或者不属于本单位。'

export function mountMaterials(app: Hono, deps: RouteDeps): void {
  const { db } = deps.store

  mount(app, deps, attachMaterial, async ({ params, body, actor, fail }) => {
    const { bytes, mediaType } = decodeFile(body.name, body.content)
    const added = await deps.store.write(async (writing) => {
      const loaded = await loadReview(writing.db, changeScopeOf(actor), params.draftId)
      if (!loaded) return null
      await assertMayFill(writing.db, actor, loaded)
      const { reviewCase } = loaded
      const paper = MATERIALS[reviewCase.kind].find(({ id }) => id === body.material)
      if (!paper) return 'no-such-paper' as const
      assertPapersOpen(reviewCase.state)
      const id = await keepFile(writing, actor, {
        bytes,
        mediaType,
        draftId: params.draftId,
        material: paper.id,
        name: body.name,
        summary: `${inPlaceOf(reviewCase)}上传送审材料“${paper.name}”。`,
      })
      const digest = store.sha256(bytes)
      const attached = {
        id: paper.id,
        status: 'attached' as const,
        reason: '',
        file: { name: body.name, digest },
      }
      const materials = [...reviewCase.materials.filter((other) => other.id !== paper.id), attached]
      const event = { summary: `送审材料“${paper.name}”已提交。`, payload: { change: { materials: [attached] } } }
      await keepReview(writing, actor, { ...loaded, reviewCase: { ...reviewCase, materials } }, event)
      return (await store.listMaterials(writing.db, params.draftId)).find((material) => material.id === id)
    })
    if (added === 'no-such-paper')
      return fail('material-not-found', '这类文件没有该项送审材料。', { id: body.material })
    return added ?? fail('draft-not-found', NO_DRAFT, { id: params.draftId })
  })

  mount(app, deps, listMaterials, async ({ params, actor, fail }) => {
    const draft = await store.findDraft(db, scopeOf(actor), params.draftId)
    if (!draft) return fail('draft-not-found', NO_DRAFT, { id: params.draftId })
    const items = await store.listMaterials(db, draft.id)
    if (await hearsCounsel(db, actor, draft.id)) return { items }
    return { items: items.filter(({ material }) => material !== COUNSEL_PAPER) }
  })

  mount(app, deps, getMaterial, async ({ params, actor, fail }) => {
    const found = await store.findMaterial(db, scopeOf(actor), params.materialId)
    const isOpen = found && (found.material !== COUNSEL_PAPER || (await hearsCounsel(db, actor, found.draftId)))
    if (!found || !isOpen)
      return fail('material-not-found', '该材料不存在，或者不属于本单位。', { id: params.materialId })
    const { bytes, ...material } = found
    return { ...material, content: Buffer.from(bytes).toString('base64') }
  })
}

/** What counsel wrote, beside the checklist. */
export const COUNSEL_PAPER = 'counsel'

/** What counsel said is for the office that asked: not for the unit whose draft it is, nor for other counsel. */
export async function hearsCounsel(db: store.Reading, actor: Actor, draftId: string): Promise<boolean> {
  if (scopeOf(actor).counselId !== undefined) return false
  const office = await store.findReviewOffice(db, draftId)
  return office === null || office.id === actor.organisation.id
}

/** What a file is by its content. @throws HttpProblem unsupported-media-type; invalid-request */
export function decodeFile(name: string, content: string): { bytes: Buffer; mediaType: string } {
  const bytes = decode(content)
  const mediaType = recogniseFile(name, bytes)
  if (mediaType !== null) return { bytes, mediaType }
  throw new HttpProblem(
    'unsupported-media-type',
    `“${name}”的内容与扩展名不符，或者不是可以接收的格式（${FILE_EXTENSIONS.join('、')}）。`,
  )
}

/** Puts a file of a draft on record, and in the history. @returns its id */
export async function keepFile(
  writing: store.Writing,
  actor: Actor,
  { summary, ...file }: Omit<Parameters<typeof store.addMaterial>[1], 'actorId'> & { readonly summary: string },
): Promise<string> {
  const { id, digest } = await store.addMaterial(writing, { ...file, actorId: actor.id })
  const { draftId, material, name, mediaType, bytes } = file
  await store.appendEvent(writing, {
    organisationId: actor.organisation.id,
    actorId: actor.id,
    type: 'material.attached',
    draftId,
    summary,
    payload: { id, digest, material, name, mediaType, size: bytes.length },
  })
  return id
}

function decode(content: string): Buffer {
  const bytes = Buffer.from(content, 'base64')
  // Node leaves out what is not Base64; a file that has lost something is not the file.
  if (bytes.toString('base64') === content) return bytes
  throw new HttpProblem('invalid-request', '文件内容不是有效的 Base64 编码。', {
    errors: [{ pointer: '/content', detail: '不是有效的 Base64 编码' }],
  })
}
