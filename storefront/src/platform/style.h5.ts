import './style.h5.scss'
