import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'

export type Template = Item<'listFreightTemplates'>
export const byKey: Record<Template['by'], Key> = { piece: 'freight.piece', weight: 'freight.weight', volume: 'freight.volume' }
export const unitKey: Record<Template['by'], Key> = {
  piece: 'freight.pieces',
  weight: 'freight.grams',
  volume: 'freight.millilitres',
}
