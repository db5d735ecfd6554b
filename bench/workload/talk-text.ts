/* Words as people write them at work and at home; put together by chance, common ones often. */
const CHINESE =
  "我们 今天 明天 下午 上午 会议 项目 客户 方案 数据 问题 时间 现在 已经 可以 需要 没有 什么 怎么 大家 谢谢 收到 好的 辛苦 麻烦 确认 文件 发给 看看 一下 老师 同学 朋友 公司 团队 产品 设计 开发 测试 上线 版本 更新 修改 反馈 用户 需求 计划 进度 完成 开始 结束 安排 地址 电话 快递 外卖 吃饭 周末 晚上 早上 天气 下雨 出差 机票 酒店 高铁 火车站 地铁 公交 医院 学校 孩子 妈妈 爸爸 生日 礼物 照片 视频 语音 红包 转账 发票 合同 报价 付款 收款 预算 成本 利润 市场 销售 渠道 活动 推广 品牌 广告 内容 文章 标题 图片 链接 网站 服务器 数据库 接口 代码 部署 备份 故障 恢复 监控 日志 性能 优化 安全 权限 账号 密码 登录 注册 手机 电脑 网络 北京 上海 深圳 杭州 广州 成都 雁湖 灯塔 码头 望远镜 候鸟 湿地 研究 报告 论文 实验 结果 分析 讨论 意见 建议 同意 反对 支持 帮忙 介绍 推荐 感觉 喜欢 希望 相信 知道 记得 忘记 提醒 注意 小心 重要 紧急 简单 复杂 方便 便宜 漂亮 好吃 有趣 奇怪 的 了 吗 呢 吧 啊 也 都 还 再 就 才 很 太 和 跟 把 给 在 到 从 对 比 被".split(
    " ",
  );
const ENGLISH =
  "the a to of and in is it you that for on with this we are have be not at can will please thanks okay let me know when meeting tomorrow today schedule project client report update version release deploy server database backup network login account password invoice contract payment budget review design feedback question answer problem solution issue ticket branch commit merge build test error warning latency throughput memory cache queue worker message channel group photo video voice link address phone flight hotel train station weather weekend birthday dinner lunch coffee office home school doctor park lighthouse harbour telescope goose migration wetland research paper figure result analysis discussion agree maybe sure perfect great lovely strange quick slow early late morning evening north south east west".split(
    " ",
  );
const SIGNS = ["，", "。", "！", "？", "：", "、", "…", " "];
const FACES = ["😂", "👍", "🙏", "❤️", "🎉"];

/** Chance that can be had again. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Texts of some tens of characters, six of ten of them Chinese, some of them mixed. */
export function talkTexts(random: (below: number) => number): () => string {
  // the n-th word is as common as one over n
  const some = (words: readonly string[]): string =>
    words[Math.floor(words.length ** (random(1_000) / 1_000)) - 1] ?? "";
  const any = (words: readonly string[]): string => words[random(words.length)] ?? "";
  const word = (words: readonly string[]): string => (random(3) === 0 ? any(words) : some(words));
  const chinese = (): string => {
    let text = "";
    for (let left = 4 + random(14); left > 0; left--) text += `${word(CHINESE)}${random(6) === 0 ? any(SIGNS) : ""}`;
    return text;
  };
  const english = (): string => Array.from({ length: 3 + random(14) }, () => word(ENGLISH)).join(" ");
  return () => {
    const kind = random(10);
    const text =
      kind < 5 ? chinese() : kind < 7 ? `${chinese()} ${english().split(" ", 3).join(" ")} ${chinese()}` : english();
    return `${text}${random(8) === 0 ? any(FACES) : ""}${random(12) === 0 ? ` ${random(100_000)}` : ""}`;
  };
}
