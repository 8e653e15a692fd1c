import type { WordFile } from '@hongxian/shared/api'
import { saveFile } from './save-file.ts'

/** Hand a Word file from the service to the person by the download of the browser. */
export const saveWordFile = ({ name, base64 }: WordFile): void =>
  saveFile(name, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', base64)
