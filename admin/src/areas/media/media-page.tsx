import { CopyOutlined, DeleteOutlined } from '@ant-design/icons'
import { App, Button, Pagination, Skeleton, Tabs } from 'antd'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Nothing, Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { pictureUrl, showGround } from '../../ui/picture.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import './media.css'
import { AssetList } from './asset-list.tsx'
import { AssetUpload } from './asset-upload.tsx'
import { UploadButton } from './upload-button.tsx'

const pageSize = 30

/** What the shop shows: its pictures, videos and models. */
export function MediaPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ kind: 'picture' })
  const kind = url.kind === 'video' || url.kind === 'model' ? url.kind : 'picture'
  return (
    <>
      <PageHead title={t('nav.media')} lead={t('media.lead')}>
        {kind === 'picture' ? <UploadButton primary /> : <AssetUpload key={kind} kind={kind} primary />}
      </PageHead>
      <div className="card table-card">
        <Tabs
          activeKey={kind}
          onChange={(key) => setUrl({ kind: key })}
          items={[
            { key: 'picture', label: t('asset.pictures') },
            { key: 'video', label: t('asset.videos') },
            { key: 'model', label: t('asset.models') },
          ]}
        />
        {kind === 'picture' ? <Pictures /> : <AssetList key={kind} kind={kind} />}
      </div>
    </>
  )
}

function Pictures() {
  const t = useT()
  const [url, setUrl] = useUrlState({ search: '', page: '1' })
  const media = useRead('listMedia', { page: Number(url.page), pageSize, ...(url.search ? { search: url.search } : {}) })
  return (
    <>
      <div className="toolbar">
        <SearchBox value={url.search} placeholder={t('media.search')} onChange={(search) => setUrl({ search })} />
      </div>
      {media.error && !media.data && <Problem error={media.error} onRetry={() => void media.refetch()} />}
      {!media.data && !media.error && <Skeleton active style={{ padding: 16 }} />}
      {media.data?.items.length === 0 && (
        <Nothing
          title={t(url.search ? 'media.noneFound' : 'media.none')}
          hint={t(url.search ? 'common.changeFilters' : 'media.noneHint')}
        />
      )}
      <div className="media-grid">
        {(media.data?.items ?? []).map((item) => (
          <MediaCard key={item.id} item={item} />
        ))}
      </div>
      <Pagination
        align="end"
        current={Number(url.page)}
        pageSize={pageSize}
        total={media.data?.total ?? 0}
        showSizeChanger={false}
        hideOnSinglePage
        onChange={(page) => setUrl({ page: String(page) })}
        style={{ padding: 16 }}
      />
    </>
  )
}

function MediaCard({ item }: { item: Item<'listMedia'> }) {
  const t = useT()
  const { modal, message } = App.useApp()
  const remove = useWrite('deleteMedia', { stale: ['listMedia'], success: t('media.deleted') })
  const ask = () =>
    modal.confirm({
      title: t('media.askDelete'),
      content: t('media.deleteHint'),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutate({ id: item.id }),
    })
  const copy = () =>
    navigator.clipboard.writeText(location.origin + pictureUrl(item.picture, 960)).then(() => message.success(t('order.copied')))
  return (
    <figure className="media-item" style={{ margin: 0 }}>
      <img
        onError={showGround}
        src={pictureUrl(item.picture, 240)}
        alt={item.name}
        loading="lazy"
        style={{ backgroundColor: item.picture.colour }}
      />
      <div>
        <div className="ellipsis" title={item.name}>
          {item.name}
        </div>
        <div className="row" style={{ gap: 4, flexWrap: 'nowrap' }}>
          <span className="small muted">
            {item.picture.width}×{item.picture.height} · {Math.max(1, Math.round(item.bytes / 1024))} KB
            <br />
            <Time iso={item.createdAt} precision="date" />
          </span>
          <span className="spring" />
          <Button size="small" type="text" icon={<CopyOutlined />} aria-label={t('media.copy')} onClick={() => void copy()} />
          <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={ask} />
        </div>
      </div>
    </figure>
  )
}
