export const things = `
📱 phone,手机
💻 laptop,computer,电脑
⌨️ keyboard,键盘
🖨️ printer,打印机
🔋 battery,电池
🔌 plug,插头
💡 idea,light bulb,灯泡,主意
🔦 torch,手电筒
📚 books,书
📖 reading,open book,看书
📝 note,memo,笔记
✏️ pencil,铅笔
📌 pin,图钉
📎 paper clip,回形针
✂️ scissors,剪刀
📅 calendar,日历
📈 going up,chart,上涨
📉 going down,下跌
📊 bar chart,图表
📁 folder,文件夹
📦 package,box,包裹
✉️ letter,envelope,信
📧 email,邮件
🔑 key,钥匙
🔒 lock,锁
🔨 hammer,锤子
🔧 wrench,fix,扳手,修理
🧰 toolbox,工具箱
⚙️ gear,settings,齿轮
🧲 magnet,磁铁
🔬 microscope,显微镜
🔭 telescope,望远镜
💊 pill,medicine,药
🩹 plaster,创可贴
💰 money,钱
💳 card,银行卡
⏰ alarm,clock,闹钟
⌛ hourglass,沙漏
⌚ watch,手表
🛒 shopping,购物
👕 shirt,衣服
👟 shoe,鞋
🎒 backpack,书包
🧳 luggage,行李
☂️ umbrella,雨伞
🛏️ bed,床
🚿 shower,淋浴
🧹 broom,clean,打扫
🕯️ candle,蜡烛
💣 bomb,炸弹
`;
