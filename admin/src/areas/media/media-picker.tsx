import { CheckCircleFilled } from '@ant-design/icons'
import { Modal, Pagination, Skeleton } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Nothing, Problem } from '../../ui/outcome.tsx'
import { pictureUrl, showGround, type Picture } from '../../ui/picture.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import './media.css'
import { UploadButton } from './upload-button.tsx'

interface Props {
  /** How many may be chosen. */
  most: number
  onChosen: (pictures: Picture[]) => void
  onClose: () => void
}

/** Chooses pictures from the library, or uploads new ones, which are then chosen already. */
export function MediaPicker({ most, onChosen, onClose }: Props) {
  const t = useT()
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const [chosen, setChosen] = useState<Picture[]>([])
  const media = useRead('listMedia', { page, pageSize: 18, ...(search ? { search } : {}) })
  const toggle = (picture: Picture) =>
    setChosen((now) => {
      if (now.some((one) => one.url === picture.url)) return now.filter((one) => one.url !== picture.url)
      return most === 1 ? [picture] : [...now, picture].slice(0, most)
    })
  const done = () => {
    onChosen(chosen)
    onClose()
  }
  return (
    <Modal
      open
      width={760}
      title={t('media.pick')}
      okText={chosen.length > 0 ? t('media.use', { count: chosen.length }) : t('media.useNone')}
      okButtonProps={{ disabled: chosen.length === 0 }}
      onOk={done}
      onCancel={onClose}
      data-testid="media-picker"
    >
      <div className="row" style={{ marginBottom: 12 }}>
        <SearchBox
          value={search}
          placeholder={t('media.search')}
          onChange={(text) => {
            setSearch(text)
            setPage(1)
          }}
        />
        <span className="spring" />
        <UploadButton onUploaded={(picture) => setChosen((now) => (most === 1 ? [picture] : [...now, picture].slice(0, most)))} />
      </div>
      {media.error && !media.data && <Problem error={media.error} onRetry={() => void media.refetch()} />}
      {!media.data && !media.error && <Skeleton active />}
      {media.data?.items.length === 0 && <Nothing title={t('media.none')} hint={t('media.noneHint')} />}
      <div className="media-grid small-grid">
        {(media.data?.items ?? []).map((item) => {
          const at = chosen.findIndex((one) => one.url === item.picture.url)
          return (
            <button
              key={item.id}
              type="button"
              className={at >= 0 ? 'media-choice chosen' : 'media-choice'}
              aria-pressed={at >= 0}
              title={item.name}
              onClick={() => toggle(item.picture)}
            >
              <img
                onError={showGround}
                src={pictureUrl(item.picture, 240)}
                alt={item.name}
                loading="lazy"
                style={{ backgroundColor: item.picture.colour }}
              />
              {at >= 0 && <CheckCircleFilled className="media-mark" />}
            </button>
          )
        })}
      </div>
      <Pagination
        size="small"
        align="end"
        current={page}
        pageSize={18}
        total={media.data?.total ?? 0}
        showSizeChanger={false}
        hideOnSinglePage
        onChange={setPage}
        style={{ marginTop: 12 }}
      />
    </Modal>
  )
}
