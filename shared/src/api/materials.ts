import { z } from 'zod'
import { Digest, Id, Instant, Person } from './common.ts'
import { endpoint } from './endpoint.ts'

/** Bytes. */
const MAX_FILE = 10_000_000
// Base64 takes four characters for three bytes.
export const MAX_CONTENT = Math.ceil(MAX_FILE / 3) * 4

/** A file on record for one paper of the checklist. It is never changed; a better one comes after it. */
export const StoredMaterial = z.object({
  id: Id,
  draftId: Id,
  /** The paper that it is, as in `MATERIALS`: `n3`. */
  material: z.string(),
  name: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.int().nonnegative(),
  digest: Digest,
  addedAt: Instant,
  addedBy: Person,
})
export type StoredMaterial = z.infer<typeof StoredMaterial>

export const AttachMaterialRequest = z.object({
  material: z.string().min(1).max(10),
  /** With its extension, which must agree with what the file is. */
  name: z.string().trim().min(1, '文件名不能为空').max(200),
  /** The file in Base64. */
  content: z
    .string()
    .min(1, '文件不能为空')
    .max(MAX_CONTENT, `文件不能超过 ${MAX_FILE / 1_000_000} MB`),
})
export type AttachMaterialRequest = z.input<typeof AttachMaterialRequest>

export const attachMaterial = endpoint('attachMaterial', {
  resource: '办理',
  summary: '上传送审材料',
  description:
    '接受 PDF、OFD、Word、Excel、WPS、PNG、JPEG 和纯文本；按文件内容认定格式，与扩展名不符的，不予接收。上传后，清单中该项材料即为已提交。受理后不能再上传，需要补正的，先通知补正。复核人、审核负责人仅在本单位没有收件人时上传。',
  access: ['drafter', 'intake', 'market', 'registrar', 'second', 'lead'],
  status: 201,
  bodyLimit: MAX_CONTENT + 10_000,
  body: AttachMaterialRequest,
  response: StoredMaterial,
  problems: ['draft-not-found', 'material-not-found', 'move-refused', 'unsupported-media-type'],
})

export const listMaterials = endpoint('listMaterials', {
  resource: '办理',
  summary: '一份文件的送审材料',
  description: '按上传的先后；同一项材料多次上传的，以最后一份为准。',
  response: z.object({ items: z.array(StoredMaterial) }),
  problems: ['draft-not-found'],
})

export const getMaterial = endpoint('getMaterial', {
  resource: '办理',
  summary: '下载送审材料',
  response: StoredMaterial.extend({
    /** The file in Base64. */
    content: z.string(),
  }),
  problems: ['material-not-found'],
})
