/** Our codes of carriers and those of Kuaidi100. Carriers in `needsPhone` tell nothing without four digits of a phone. */
export const kuaidi100Codes: Readonly<Record<string, string>> = {
  SF: 'shunfeng',
  ZTO: 'zhongtong',
  YTO: 'yuantong',
  STO: 'shentong',
  YD: 'yunda',
  JTSD: 'jtexpress',
  EMS: 'ems',
  YZPY: 'youzhengguonei',
  JD: 'jd',
  DBL: 'debangkuaidi',
}

export const needsPhone: ReadonlySet<string> = new Set(['SF', 'ZTO'])

const ours = new Map(Object.entries(kuaidi100Codes).map(([own, theirs]) => [theirs, own]))

export const ownCode = (theirs: string): string => ours.get(theirs) ?? theirs
