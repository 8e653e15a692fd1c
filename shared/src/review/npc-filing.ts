/** Whether a document is filed with the 人大常委会 of its level, and by what that is known. */
export interface NpcDuty {
  /** `null` while nobody knows who issued it. */
  readonly applies: boolean | null
  /** One sentence. */
  readonly reason: string
}

/** 政府, and the office that writes in its name; a 乡 or 镇 has no 常委会. */
const GOVERNMENT = /人民政府(?:办公(?:室|厅))?$/
const TOWNSHIP = /(?:乡|镇|街道)人民政府/

/**
 * 各级人民代表大会常务委员会监督法: what a government issues is filed with the 人大常委会 of its level, what its departments
 * issue is not.
 *
 * @param said by those who handle the matter; `null` where they have not
 * @param issuer as the published text has it; `null` where it has none
 */
export function npcDuty(said: boolean | null, issuer: string | null): NpcDuty {
  if (said !== null)
    return said
      ? { applies: true, reason: '经判明，由本级人民政府或者其办公厅（室）制定，应当报送本级人大常委会备案。' }
      : { applies: false, reason: '经判明，不是本级人民政府或者其办公厅（室）制定，不需报送人大常委会备案。' }
  if (issuer === null)
    return {
      applies: null,
      reason:
        '公布的文本没有载明制定机关，请判明是否由本级人民政府或者其办公厅（室）制定；是的，应当报送本级人大常委会备案。',
    }
  const applies = GOVERNMENT.test(issuer) && !TOWNSHIP.test(issuer)
  return {
    applies,
    reason: `制定机关为${issuer}（公布的文本载明），${applies ? '应当报送本级人大常委会备案。' : '不需报送人大常委会备案。'}`,
  }
}
