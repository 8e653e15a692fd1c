import { attachMaterial, getMaterial, listMaterials } from '@hongxian/shared/api'
import { MATERIALS } from '@hongxian/shared/review'
import type { Hono } from 'hono'
import { HttpProblem, mount } from '../http/index.ts'
import * as store from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { loadReview } from './matter.ts'
import { FILE_EXTENSIONS, recogniseFile } from './recognise-file.ts'
import { assertMayFill, assertPapersOpen, inPlaceOf, keepReview } from './reviews.ts'

const NO_DRAFT = '该文件不存在，或者不属于本单位。'

export function mountMaterials(app: Hono, deps: RouteDeps): void {
  const { db } = deps.store

  mount(app, deps, attachMaterial, async ({ params, body, actor, fail }) => {
    const scope = { organisationId: actor.organisation.id }
    const bytes = decode(body.content)
    const mediaType = recogniseFile(body.name, bytes)
    if (mediaType === null)
      return fail(
        'unsupported-media-type',
        `“${body.name}”的内容与扩展名不符，或者不是可以接收的格式（${FILE_EXTENSIONS.join('、')}）。`,
      )
    const added = await deps.store.write(async (writing) => {
      const loaded = await loadReview(writing.db, { ...scope, toChange: true }, params.draftId)
      if (!loaded) return null
      await assertMayFill(writing.db, actor, loaded)
      const { reviewCase } = loaded
      const paper = MATERIALS[reviewCase.kind].find(({ id }) => id === body.material)
      if (!paper) return 'no-such-paper' as const
      assertPapersOpen(reviewCase.state)
      const { id, digest } = await store.addMaterial(writing, {
        draftId: params.draftId,
        material: paper.id,
        name: body.name,
        mediaType,
        bytes,
        actorId: actor.id,
      })
      await store.appendEvent(writing, {
        organisationId: scope.organisationId,
        actorId: actor.id,
        type: 'material.attached',
        draftId: params.draftId,
        summary: `${inPlaceOf(reviewCase)}上传送审材料“${paper.name}”。`,
        payload: { id, digest, material: paper.id, name: body.name, mediaType, size: bytes.length },
      })
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
    const draft = await store.findDraft(db, { organisationId: actor.organisation.id }, params.draftId)
    if (!draft) return fail('draft-not-found', NO_DRAFT, { id: params.draftId })
    return { items: await store.listMaterials(db, draft.id) }
  })

  mount(app, deps, getMaterial, async ({ params, actor, fail }) => {
    const found = await store.findMaterial(db, { organisationId: actor.organisation.id }, params.materialId)
    if (!found) return fail('material-not-found', '该材料不存在，或者不属于本单位。', { id: params.materialId })
    const { bytes, ...material } = found
    return { ...material, content: Buffer.from(bytes).toString('base64') }
  })
}

function decode(content: string): Buffer {
  const bytes = Buffer.from(content, 'base64')
  // Node leaves out what is not Base64; a file that has lost something is not the file.
  if (bytes.toString('base64') === content) return bytes
  throw new HttpProblem('invalid-request', '文件内容不是有效的 Base64 编码。', {
    errors: [{ pointer: '/content', detail: '不是有效的 Base64 编码' }],
  })
}
