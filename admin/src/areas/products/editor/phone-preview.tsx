import { useMemo } from 'react'
import { useT } from '../../../i18n/i18n.tsx'
import { plainYuan } from '../../../ui/money.tsx'
import { pictureUrl, showGround } from '../../../ui/picture.tsx'
import { promiseKey } from '../product-state.ts'
import type { Draft } from './draft.ts'

/** The page as the shopper will see it, from what is in the form and not yet saved. */
export function PhonePreview({ draft }: { draft: Draft }) {
  const t = useT()
  const prices = draft.skus.flatMap((sku) => (sku.enabled && sku.priceFen !== null ? [sku.priceFen] : []))
  const lowest = prices.length > 0 ? Math.min(...prices) : null
  const market = draft.skus.find((sku) => sku.priceFen === lowest)?.marketPriceFen ?? null
  const cover = draft.pictures[0]
  const page = useMemo(() => detailPage(draft.detailHtml), [draft.detailHtml])
  return (
    <div className="phone" data-testid="preview">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be within reach of the keyboard */}
      <div className="phone-body" role="region" aria-label={t('editor.preview')} tabIndex={0}>
        {cover ? (
          <img onError={showGround} className="phone-hero" src={pictureUrl(cover, 480)} alt="" style={{ backgroundColor: cover.colour }} />
        ) : (
          <div className="phone-hero" />
        )}
        <div className="phone-block stack-tight">
          <div>
            <span className="phone-price">
              <small>¥</small>
              {lowest === null ? '—' : plainYuan(lowest)}
            </span>
            {prices.some((price) => price !== lowest) && <span className="small muted"> {t('products.from')}</span>}
            {market !== null && <s className="small muted"> ¥{plainYuan(market)}</s>}
          </div>
          <div className="phone-title">{draft.title || t('editor.title')}</div>
          {draft.subtitle && <div className="small muted">{draft.subtitle}</div>}
          <div className="row" style={{ gap: 4 }}>
            {draft.tags.map((tag) => (
              <span key={tag} className="phone-tag">
                {tag}
              </span>
            ))}
          </div>
        </div>
        {draft.axes.length > 0 && (
          <div className="phone-block stack-tight">
            {draft.axes.map((axis, index) => (
              <div key={index}>
                <div className="small muted" style={{ marginBottom: 4 }}>
                  {axis.name}
                </div>
                <div className="row" style={{ gap: 6 }}>
                  {axis.options.map((option) => (
                    <span key={option} className="phone-option">
                      {option}
                    </span>
                  ))}
                </div>
              </div>
            ))}
          </div>
        )}
        {draft.promises.length > 0 && (
          <div className="phone-block small muted">{draft.promises.map((name) => t(promiseKey[name])).join(' · ')}</div>
        )}
        {draft.detailHtml && <iframe className="phone-detail" sandbox="" srcDoc={page} title={t('editor.detail')} />}
      </div>
      <div className="phone-bar" aria-hidden="true">
        <span>{t('editor.addToCart')}</span>
        <span>{t('editor.buyNow')}</span>
      </div>
    </div>
  )
}

// Drawn in a sandbox without scripts: what is typed here has not been through the server's sanitiser yet.
const detailPage = (html: string): string =>
  `<!doctype html><meta charset="utf-8"><style>body{margin:12px;font:14px/1.7 -apple-system,'PingFang SC','Noto Sans CJK SC',sans-serif;color:#2b2420;overflow-wrap:anywhere}img{max-width:100%;display:block}</style>${html}`
