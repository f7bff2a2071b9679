import { App, Button, Select, Switch } from 'antd'
import { useState, type ClipboardEvent } from 'react'
import { Link } from 'react-router'
import { useRead } from '../../../api/use.ts'
import { useCan } from '../../../app/me.tsx'
import { useT } from '../../../i18n/i18n.tsx'
import { plainYuan } from '../../../ui/money.tsx'
import { Thumb } from '../../../ui/picture.tsx'
import { MediaPicker } from '../../media/media-picker.tsx'
import { cellKey } from './bulk-fill.tsx'
import { cells, isSheet, paste, setCell, type Cell } from './paste.ts'
import type { Axis, SkuDraft } from './sku-matrix.ts'
import { SpecialDialog } from './special-dialog.tsx'
import { TierDialog } from './tier-dialog.tsx'

const deliveries = ['parcel', 'card_key', 'voucher'] as const
const deliveryKey = { parcel: 'delivery.parcel', card_key: 'delivery.cardKey', voucher: 'delivery.voucher' } as const

interface Props {
  axes: readonly Axis[]
  skus: SkuDraft[]
  onChange: (skus: SkuDraft[]) => void
  productId: string | undefined
  /** Saving was tried: missing prices are marked. */
  tried: boolean
}

/** One row a SKU. Plain inputs: two hundred rows of them must stay quick. */
export function SkuTable({ axes, skus, onChange, productId, tried }: Props) {
  const t = useT()
  const { message } = App.useApp()
  const [tiersOf, setTiersOf] = useState<number | null>(null)
  const [specialsOf, setSpecialsOf] = useState<number | null>(null)
  const [pictureOf, setPictureOf] = useState<number | null>(null)
  const available = useAvailable(productId)
  const set = (row: number, sku: SkuDraft) => onChange(skus.map((one, at) => (at === row ? sku : one)))
  const onPaste = (event: ClipboardEvent, row: number, cell: Cell) => {
    const text = event.clipboardData.getData('text/plain')
    if (!isSheet(text)) return
    event.preventDefault()
    const result = paste(skus, { row, cell }, text)
    onChange(result.skus)
    if (result.refused.length > 0)
      message.warning(t('editor.pasteRefused', { filled: result.filled, refused: result.refused.slice(0, 3).join('、') }))
    else message.success(t('editor.pasted', { filled: result.filled }))
  }
  return (
    <div className="matrix-wrap">
      <table className="matrix" data-testid="sku-matrix">
        <thead>
          <tr>
            <th>{t('editor.skuPicture')}</th>
            {axes.map((axis, index) => (
              <th key={index}>{axis.name || '—'}</th>
            ))}
            {cells.map((cell) => (
              <th key={cell}>{t(cellKey[cell])}</th>
            ))}
            <th>{t('editor.tiers')}</th>
            <th>{t('editor.specials')}</th>
            <th>{t('editor.delivery')}</th>
            <th>{t('editor.available')}</th>
            <th>{t('editor.enabled')}</th>
          </tr>
        </thead>
        <tbody>
          {skus.map((sku, row) => (
            <tr key={sku.options.join('\u0000')} className={sku.enabled ? '' : 'off'}>
              <td>
                <button type="button" className="sku-picture" aria-label={t('editor.skuPicture')} onClick={() => setPictureOf(row)}>
                  <Thumb picture={sku.picture} size={30} />
                </button>
              </td>
              {axes.map((_, index) => (
                <td key={index} className="plain">
                  {sku.options[index] ?? '—'}
                </td>
              ))}
              {cells.map((cell) => (
                <td key={cell}>
                  <CellInput
                    sku={sku}
                    cell={cell}
                    missing={tried && cell === 'priceFen' && sku.priceFen === null}
                    onChange={(next) => set(row, next)}
                    onPaste={(event) => onPaste(event, row, cell)}
                  />
                </td>
              ))}
              <td className="plain">
                <Button type="link" size="small" onClick={() => setTiersOf(row)}>
                  {sku.tiers.length > 0 ? t('editor.tierCount', { count: sku.tiers.length }) : t('editor.tierSet')}
                </Button>
              </td>
              <td className="plain">
                <Button type="link" size="small" data-testid="sku-specials" onClick={() => setSpecialsOf(row)}>
                  {sku.specials.length > 0 ? t('editor.specialCount', { count: sku.specials.length }) : t('editor.tierSet')}
                </Button>
              </td>
              <td className="plain">
                <DeliverySelect sku={sku} onChange={(delivery) => set(row, { ...sku, delivery })} />
              </td>
              <td className="plain num">
                {sku.id ? (
                  <Link to={`/stock?productId=${productId}`}>{available.get(sku.id) ?? '—'}</Link>
                ) : (
                  <span className="muted">{t('editor.afterSave')}</span>
                )}
              </td>
              <td className="plain">
                <Switch
                  size="small"
                  checked={sku.enabled}
                  aria-label={t('editor.enabled')}
                  onChange={(enabled) => set(row, { ...sku, enabled })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {tiersOf !== null && skus[tiersOf] && (
        <TierDialog
          sku={skus[tiersOf]}
          onClose={() => setTiersOf(null)}
          onChange={(tiers, all) => onChange(skus.map((sku, at) => (all || at === tiersOf ? { ...sku, tiers } : sku)))}
        />
      )}
      {specialsOf !== null && skus[specialsOf] && (
        <SpecialDialog
          sku={skus[specialsOf]}
          onClose={() => setSpecialsOf(null)}
          onChange={(specials, all) => onChange(skus.map((sku, at) => (all || at === specialsOf ? { ...sku, specials } : sku)))}
        />
      )}
      {pictureOf !== null && (
        <MediaPicker
          most={1}
          onClose={() => setPictureOf(null)}
          onChosen={([picture]) => {
            const sku = skus[pictureOf]
            if (sku && picture) set(pictureOf, { ...sku, picture })
          }}
        />
      )}
    </div>
  )
}

/** Its stock hangs on it, so it is fixed once the SKU exists. */
function DeliverySelect({ sku, onChange }: { sku: SkuDraft; onChange: (delivery: SkuDraft['delivery']) => void }) {
  const t = useT()
  return (
    <Select
      size="small"
      variant="borderless"
      value={sku.delivery}
      disabled={sku.id !== undefined}
      aria-label={t('editor.delivery')}
      options={deliveries.map((value) => ({ value, label: t(deliveryKey[value]) }))}
      onChange={onChange}
      style={{ width: 90 }}
    />
  )
}

/** Pieces that can be sold, by SKU id. A product has at most 200 SKUs: two pages. */
function useAvailable(productId: string | undefined): Map<string, number> {
  const may = useCan()('inventory.read')
  const input = { productId: productId ?? '', pageSize: 100 }
  const first = useRead('listStock', input, { enabled: productId !== undefined && may })
  const second = useRead('listStock', { ...input, page: 2 }, { enabled: (first.data?.total ?? 0) > 100 })
  return new Map([...(first.data?.items ?? []), ...(second.data?.items ?? [])].map((level) => [level.skuId, level.available]))
}

interface CellProps {
  sku: SkuDraft
  cell: Cell
  missing: boolean
  onChange: (sku: SkuDraft) => void
  onPaste: (event: ClipboardEvent) => void
}

/** Keeps what is being typed (`12.`) until it is left; what does not fit is marked and not taken over. */
function CellInput({ sku, cell, missing, onChange, onPaste }: CellProps) {
  const t = useT()
  const [typed, setTyped] = useState<string | null>(null)
  const wrong = missing || (typed !== null && setCell(sku, cell, typed) === undefined)
  return (
    <input
      className={`cell ${cell === 'code' || cell === 'barcode' ? 'code' : ''} ${wrong ? 'wrong' : ''}`}
      value={typed ?? shown(sku, cell)}
      aria-label={`${sku.options.join(' ')} ${t(cellKey[cell])}`}
      aria-invalid={wrong}
      inputMode={cell === 'code' || cell === 'barcode' ? 'text' : 'decimal'}
      maxLength={cell === 'barcode' ? 20 : 40}
      data-testid={`sku-${cell}`}
      onChange={(event) => {
        setTyped(event.target.value)
        const next = setCell(sku, cell, event.target.value)
        if (next) onChange(next)
      }}
      onBlur={() => setTyped(null)}
      onPaste={(event) => {
        setTyped(null)
        onPaste(event)
      }}
    />
  )
}

function shown(sku: SkuDraft, cell: Cell): string {
  if (cell === 'code' || cell === 'barcode') return sku[cell]
  if (cell === 'weightGrams') return sku.weightGrams === 0 ? '' : String(sku.weightGrams)
  const fen = sku[cell]
  return fen === null ? '' : plainYuan(fen)
}
