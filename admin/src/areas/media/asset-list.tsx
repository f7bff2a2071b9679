import { CodeSandboxOutlined, DeleteOutlined } from '@ant-design/icons'
import { App, Button, Pagination, Skeleton } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Nothing, Problem } from '../../ui/outcome.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { AssetUpload, type Asset, type AssetKind } from './asset-upload.tsx'
import './media.css'

interface Props {
  kind: AssetKind
  /** Chooses one instead of managing them. */
  onChoose?: (asset: Asset) => void
}

/** The videos or the models of the shop. */
export function AssetList({ kind, onChoose }: Props) {
  const t = useT()
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const pageSize = 18
  const assets = useRead('listMediaAssets', { kind, page, pageSize, ...(search ? { search } : {}) })
  const find = (text: string) => {
    setSearch(text)
    setPage(1)
  }
  return (
    <>
      <div className="toolbar">
        <SearchBox value={search} placeholder={t('media.search')} onChange={find} />
        {onChoose && (
          <>
            <span className="spring" />
            <AssetUpload kind={kind} onUploaded={onChoose} />
          </>
        )}
      </div>
      <p className="muted small" style={{ margin: '0 16px 12px' }}>
        {t(kind === 'video' ? 'asset.videoHint' : 'asset.modelHint')}
      </p>
      {assets.error && !assets.data && <Problem error={assets.error} onRetry={() => void assets.refetch()} />}
      {!assets.data && !assets.error && <Skeleton active style={{ padding: 16 }} />}
      {assets.data?.items.length === 0 && (
        <Nothing
          title={t(search ? 'media.noneFound' : kind === 'video' ? 'asset.noVideo' : 'asset.noModel')}
          hint={t(search ? 'common.changeFilters' : 'asset.noneHint')}
        />
      )}
      <div className="media-grid">
        {(assets.data?.items ?? []).map((asset) => (
          <AssetCard key={asset.id} asset={asset} {...(onChoose ? { onChoose } : {})} />
        ))}
      </div>
      <Pagination
        align="end"
        current={page}
        pageSize={pageSize}
        total={assets.data?.total ?? 0}
        showSizeChanger={false}
        hideOnSinglePage
        onChange={setPage}
        style={{ padding: 16 }}
      />
    </>
  )
}

function AssetCard({ asset, onChoose }: { asset: Asset; onChoose?: (asset: Asset) => void }) {
  const t = useT()
  const { modal } = App.useApp()
  const remove = useWrite('deleteMediaAsset', { stale: ['listMediaAssets'], success: t('asset.deleted') })
  const ask = () =>
    modal.confirm({
      title: t('asset.askDelete', { name: asset.name }),
      content: t('asset.deleteHint'),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutate({ id: asset.id }),
    })
  const size =
    asset.bytes < 1024 * 1024 ? `${Math.max(1, Math.round(asset.bytes / 1024))} KB` : `${(asset.bytes / 1024 / 1024).toFixed(1)} MB`
  const { video } = asset
  return (
    <figure className="media-item" style={{ margin: 0 }}>
      {video ? (
        <video className="asset-face" src={`${asset.url}#t=0.5`} preload="metadata" muted controls={!onChoose} aria-label={asset.name} />
      ) : (
        <div className="asset-face asset-model">
          <CodeSandboxOutlined />
        </div>
      )}
      <div>
        <div className="ellipsis" title={asset.name}>
          {asset.name}
        </div>
        <div className="row" style={{ gap: 4, flexWrap: 'nowrap' }}>
          <span className="small muted">{video ? `${video.width}×${video.height} · ${video.seconds}s · ${size}` : `GLB · ${size}`}</span>
          <span className="spring" />
          {onChoose ? (
            <Button size="small" type="link" onClick={() => onChoose(asset)} data-testid="choose-asset">
              {t('asset.choose')}
            </Button>
          ) : (
            <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={ask} />
          )}
        </div>
      </div>
    </figure>
  )
}
